"""视频调取登记: that footage was asked for, and what came of it; never the footage."""
