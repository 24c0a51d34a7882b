"""CloudFormation resource types that LocalStack's community edition lacks."""
