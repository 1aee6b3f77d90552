"""封存记录: asked for, approved by another, read for a while, with the asker's name across it."""
