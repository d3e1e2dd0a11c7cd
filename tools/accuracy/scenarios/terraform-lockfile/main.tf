terraform {
  backend "s3" {
    bucket = "orders-state"
    key    = "orders/terraform.tfstate"
    region = "us-east-1"
    use_lockfile = true
    use_path_style = true
  }
}

resource "terraform_data" "orders" {
  input = "orders"
}
