"""moto's server with what deploy tools wait for. Arguments are those of moto_server.

- A stack that a change set makes gets its template and its outputs: moto 5.2.1 reads them only in CreateStack and
  UpdateStack.
- A change set that is not there is answered as CloudFormation does, with ChangeSetNotFound.
- A custom resource is there at once: moto would run its function in a container.
"""

from types import SimpleNamespace

from moto.cloudformation import custom_model
from moto.cloudformation.exceptions import CloudFormationError, ValidationError
from moto.cloudformation.models import ChangeSet, CloudFormationBackend
from moto.server import main

apply = ChangeSet.apply
describe = CloudFormationBackend.describe_change_set


class ChangeSetNotFound(CloudFormationError):
    code = "ChangeSetNotFound"


def apply_with_outputs(self):
    apply(self)
    self.stack.template = self.template
    self.stack._parse_template()
    self.stack.output_map = self.stack._create_output_map()


def describe_or_not_found(self, change_set_name):
    try:
        return describe(self, change_set_name)
    except ValidationError:
        raise ChangeSetNotFound(f"ChangeSet [{change_set_name}] does not exist") from None


ChangeSet.apply = apply_with_outputs
CloudFormationBackend.describe_change_set = describe_or_not_found
custom_model.threading = SimpleNamespace(Thread=lambda **_: SimpleNamespace(start=lambda: None))
custom_model.CustomModel.is_created = lambda self: True
main()
