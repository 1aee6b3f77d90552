"""Changes of the place of execution (执行地变更), seen from the old home and from the new one."""
