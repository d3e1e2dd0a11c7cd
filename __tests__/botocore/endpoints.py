"""Prints, as JSON, what botocore makes of services: host prefix, name in the signature, and variable of the endpoint."""

import json
import sys

import botocore.session

session = botocore.session.get_session()
answers = {}
for name in session.get_available_services():
    model = session.get_service_model(name)
    if model.endpoint_prefix.split(".")[-1] in sys.argv[1:] or name in sys.argv[1:]:
        for region in ("eu-west-1", "cn-north-1"):
            client = session.create_client(
                name, region_name=region, aws_access_key_id="x", aws_secret_access_key="x"
            )
            answers.setdefault(name, []).append(
                {
                    "prefix": model.endpoint_prefix,
                    "variable": "AWS_ENDPOINT_URL_" + model.service_id.upper().replace(" ", "_"),
                    "signing": model.signing_name,
                    "region": region,
                    "url": client.meta.endpoint_url,
                }
            )
print(json.dumps(answers))
