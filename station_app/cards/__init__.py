"""证件流转: 居住证 and 居民身份证 from the day they were asked for to the hand that took them."""
