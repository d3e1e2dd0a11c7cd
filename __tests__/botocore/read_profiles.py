"""What botocore itself makes of config and credentials files.

Reads a JSON array of {"config", "credentials", "profile"} from standard input, where a file is base64 or null, and
prints a JSON array in the same order: the profiles and sso-sessions of `full_config` or the name of the exception,
and, where a profile is asked for, the method by which its credentials are resolved or the name of that exception.
"""

import base64
import json
import os
import sys
import tempfile

import botocore.exceptions
import botocore.session


def write(path, content):
    if content is None:
        if os.path.exists(path):
            os.unlink(path)
        return
    with open(path, "wb") as file:
        file.write(base64.b64decode(content))


def read_files():
    try:
        config = botocore.session.Session().full_config
    except botocore.exceptions.ConfigParseError as error:
        broken = {"error": "ConfigParseError", "file": os.path.basename(error.kwargs["path"])}
        return {"broken": {**broken, "line": line_of(error.kwargs["error"])}, "profiles": {}, "ssoSessions": {}}
    except Exception as error:
        return {"broken": {"error": type(error).__name__}, "profiles": {}, "ssoSessions": {}}
    return {"broken": None, "profiles": config["profiles"], "ssoSessions": config.get("sso_sessions", {})}


def line_of(error):
    """The line of configparser's error, the first of several; null for an error that names none."""
    several = getattr(error, "errors", None)
    return several[0][0] if several else getattr(error, "lineno", None)


def resolve(profile):
    try:
        credentials = botocore.session.Session(profile=profile).get_credentials()
    except Exception as error:
        return {"error": type(error).__name__}
    if credentials is None:
        return {"method": None}
    keys = {}
    if credentials.method in ("shared-credentials-file", "config-file"):
        frozen = credentials.get_frozen_credentials()
        keys = {"keys": [frozen.access_key, frozen.secret_key, frozen.token]}
    return {"method": credentials.method, **keys}


def start_client():
    try:
        botocore.session.Session().create_client("sts", region_name="us-east-1")
    except Exception as error:
        return type(error).__name__
    return None


def main():
    with tempfile.TemporaryDirectory() as home:
        config, credentials = os.path.join(home, "config"), os.path.join(home, "credentials")
        os.environ.update(HOME=home, AWS_CONFIG_FILE=config, AWS_SHARED_CREDENTIALS_FILE=credentials)
        answers = []
        for case in json.load(sys.stdin):
            write(config, case["config"])
            write(credentials, case["credentials"])
            answer = read_files()
            if case.get("profile") is not None:
                answer["resolved"] = resolve(case["profile"])
            if case.get("client"):
                answer["client"] = start_client()
            answers.append(answer)
        json.dump(answers, sys.stdout)


main()
