Script: str = JsonData(path='$.author.script', required=False)
Office: str = JsonData(path='$.author.public_office', required=False)
Require(rule=f'rules/{Office}.sml')
Require(rule=f'reports/{Script}.sml')
