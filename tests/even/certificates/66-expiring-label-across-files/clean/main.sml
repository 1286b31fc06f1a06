Import(rules=['read.sml', 'set.sml'])
