// When Argo CD takes an object for healthy, of kinds for which it has no rule of its own:
// by "Kind.group", what argocd-cm is to hold. Without a status of its own generation it waits.
// https://argo-cd.readthedocs.io/en/stable/operator-manual/health/#custom-health-checks

// The status of the Sail operator's objects: a condition Ready, and a word of what is wrong.
local sail = |||
  hs = { status = "Progressing", message = "Waiting for the Sail operator" }
  if obj.status == nil or obj.status.conditions == nil or obj.status.observedGeneration ~= obj.metadata.generation then
    return hs
  end
  for _, condition in ipairs(obj.status.conditions) do
    if condition.type == "Reconciled" and condition.status == "False" then
      return { status = "Degraded", message = condition.message or condition.reason or "" }
    end
    if condition.type == "Ready" and condition.status == "True" and obj.status.state == "Healthy" then
      hs = { status = "Healthy", message = condition.message or "" }
    elseif condition.type == "Ready" then
      hs.message = condition.message or condition.reason or ""
    end
  end
  return hs
|||;

{
  'Istio.sailoperator.io': { name: 'sailoperator.io_Istio', lua: sail },
  'IstioCNI.sailoperator.io': { name: 'sailoperator.io_IstioCNI', lua: sail },
  // Argo CD has had none since 1.8, so that no wave of Applications waits for one.
  'Application.argoproj.io': {
    name: 'argoproj.io_Application',
    lua: |||
      hs = { status = "Progressing", message = "" }
      if obj.status ~= nil and obj.status.health ~= nil and obj.status.health.status ~= nil then
        hs.status = obj.status.health.status
        hs.message = obj.status.health.message or ""
      end
      return hs
    |||,
  },
}
