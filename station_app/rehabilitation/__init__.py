"""Community drug rehabilitation (社区戒毒、社区康复): who, by whose decision, until when."""
