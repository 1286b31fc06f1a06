Script: str = JsonData(path='$.author.script', required=False)
Require(rule=f'rules/{Script}.sml')
