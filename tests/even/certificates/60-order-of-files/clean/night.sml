Import(rules=['count.sml'])
Seen = Counted
