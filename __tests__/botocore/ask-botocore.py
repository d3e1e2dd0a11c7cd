"""Asks the real botocore for the credentials of every environment on the standard input.

Four sessions for each: botocore as it comes (boto3, version 1 of the AWS CLI), with the variables in the order of
version 2 of the AWS CLI, set up as the SAM CLI does it, and as the EB CLI does it.
"""

import json
import os
import sys

import boto3
import botocore.session

DEFERRED = ('assume-role', 'assume-role-with-web-identity', 'sso')


def plain(_):
    return botocore.session.Session()


def version_2(_):
    return botocore.session.Session(
        {
            'profile': (None, ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'], None, None),
            'region': ('region', ['AWS_REGION', 'AWS_DEFAULT_REGION'], None, None),
        }
    )


def sam(environment):
    session = botocore.session.get_session()
    boto3.setup_default_session(
        botocore_session=session,
        region_name=environment['sam']['region'],
        profile_name=environment['sam']['profile'],
    )
    return session


def elastic_beanstalk(environment):
    profile = environment['eb']['profile']
    session = botocore.session.get_session({'profile': (None, 'AWS_EB_PROFILE', profile, None)})
    session.set_config_variable('region', environment['eb']['region'])
    session.set_config_variable('profile', profile)
    return session


def answer(setup, environment):
    try:
        session = setup(environment)
        found = session.get_credentials()
        key = None
        if found is not None:
            key = 'key-of-%s' % found.method if found.method in DEFERRED else found.access_key
        return {
            'key': key,
            'error': None,
            'region': session.get_config_variable('region'),
            'method': None if found is None else found.method,
        }
    except Exception as error:  # The name of its class is the answer.
        return {'key': None, 'error': type(error).__name__, 'region': None, 'method': None}


answers = []
for environment in json.load(sys.stdin):
    for name in [name for name in os.environ if name.startswith('AWS_')]:
        del os.environ[name]
    os.environ.update(environment['variables'])
    os.environ['HOME'] = environment['home']
    answers.append([answer(setup, environment) for setup in (plain, version_2, sam, elastic_beanstalk)])
json.dump(answers, sys.stdout)
