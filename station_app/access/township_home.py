"""What the roles of a township may do with the registers that only it keeps.

The full-time worker (社区戒毒专职工作人员) enters; the head in charge reads and approves; the
community officer of a team (社区民警) reads of the people of his teams alone (戒毒条例 17, 18).
Nobody of a police home or a correction office has a right here (戒毒条例 7, 43).
"""

from __future__ import annotations

from station_app.access.rights import Rights

TOWNSHIP_HOME: Rights = {}
