# Where every event begins: what it is, and which rules look at it.
Import(rules=['models/base.sml'])

Require(rule='rules/posts.sml', require_if=Kind == 'create_post')
Require(rule='rules/profiles.sml', require_if='profile' in Kind)
