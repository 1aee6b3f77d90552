"""交办事项: what the station or one of its officers was told to do, signed for and answered."""
