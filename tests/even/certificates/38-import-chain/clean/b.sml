Import(rules=['a.sml'])
LowEnd = StringStartsWith(s=Model, start='lite')
