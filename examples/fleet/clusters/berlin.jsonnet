(import 'base.libsonnet')('berlin', '10.10.0.0/24', '10.10.0.40', '10.10.0.41')
