Import(rules=['c.sml'])
WhenRules(rules_any=[Cheap], then=[DeclareVerdict(verdict='hold')])
