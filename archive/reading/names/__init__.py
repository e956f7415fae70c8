"""How names are written and recognised: forms, titles, and the rules that tell a name from a likeness."""
