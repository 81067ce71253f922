(import 'base.libsonnet')('hamburg', '10.20.0.0/24', '10.20.0.40', '10.20.0.41')
