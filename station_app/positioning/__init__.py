"""Use of an electronic positioning device (使用电子定位装置): ground, decision, term, end.

Nothing here says where anybody is or was: that the device is worn is all that is kept.
"""
