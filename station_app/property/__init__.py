"""涉案财物: what is held of a case, from its receipt to its return (程 189–195; 治 105)."""
