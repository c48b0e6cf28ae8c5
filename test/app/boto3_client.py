"""What boto3 and botocore are answered by a running gateway: each line of the result is one call."""

import json
import sys
import urllib.error
import urllib.request

import boto3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

local = json.load(open(sys.argv[1]))
region, gateway = local["region"], local["gatewayUrl"]
config = Config(retries={"max_attempts": 1})


def keys_of(role):
    return {
        "aws_access_key_id": role["accessKeyId"],
        "aws_secret_access_key": role["secretAccessKey"],
        "aws_session_token": role.get("sessionToken"),
    }


def client(service, role):
    return boto3.client(
        service, region_name=region, endpoint_url=local["awsUrl"], config=config, **keys_of(role)
    )


def signed_get(path, role, secret=None):
    request = AWSRequest(method="GET", url=gateway + path)
    credentials = Credentials(
        role["accessKeyId"], secret or role["secretAccessKey"], role["sessionToken"]
    )
    SigV4Auth(credentials, "execute-api", region).add_auth(request)
    try:
        return urllib.request.urlopen(
            urllib.request.Request(request.url, headers=dict(request.headers))
        ).status
    except urllib.error.HTTPError as error:
        return [error.code, error.headers["x-amzn-ErrorType"]]


def said(call):
    try:
        return call()
    except ClientError as error:
        return error.response["Error"]["Code"]


roles, pool = local["roles"], local["userPools"]["customers"]
admin = client("cognito-idp", local["admin"])
user = {"UserPoolId": pool["id"], "Username": "boto@example.com"}
password = "Correct-horse-7"


def sign_in(secret):
    return admin.initiate_auth(
        AuthFlow="USER_PASSWORD_AUTH",
        ClientId=pool["clientId"],
        AuthParameters={"USERNAME": user["Username"], "PASSWORD": secret},
    )["AuthenticationResult"]


def invoke(role):
    payload = json.dumps({"params": {"restaurant": "shoney"}, "body": {"portions": 1}})
    answer = client("lambda", roles[role]).invoke(
        FunctionName="restaurants-dev-reserveStock", Qualifier="direct", Payload=payload
    )
    return answer["StatusCode"]


admin.admin_create_user(**user, MessageAction="SUPPRESS")
admin.admin_set_user_password(**user, Password=password, Permanent=True)
session = sign_in(password)
print(
    json.dumps(
        {
            "signed": signed_get("/stock/shoney", roles["billing"]),
            "encoded path": signed_get("/stock/caf%C3%A9%20noir", roles["billing"]),
            "wrong secret": signed_get("/stock/shoney", roles["billing"], "wrong"),
            "other role": signed_get("/stock/shoney", roles["getDeals"]),
            "caller": client("sts", roles["billing"]).get_caller_identity()["Arn"],
            "user": admin.get_user(AccessToken=session["AccessToken"])["Username"] != "",
            "wrong password": said(lambda: sign_in("wrong")),
            "weak password": said(
                lambda: admin.sign_up(
                    ClientId=pool["clientId"], Username="x@example.com", Password="weak"
                )
            ),
            "known user": said(
                lambda: admin.admin_create_user(**user, MessageAction="SUPPRESS")
            ),
            "as another role": said(
                lambda: client("cognito-idp", roles["billing"]).admin_get_user(**user)
            ),
            "invoke": said(lambda: invoke("putOrders")),
            "invoke by another": said(lambda: invoke("billing")),
        }
    )
)
