U: Entity[str] = EntityJson(type='User', path='$.u')
E = Experiment(entity=U, buckets=['a', 'b'], bucket_sizes=[60.0, 50.005], version=-1, revision=0)
F = Experiment(entity=U, buckets=['control', 'b'], bucket_sizes=[60.0, 60.0], version=1, revision=-1)
