//! An [`Api`] in, out comes in which modules each of its types can be named.
//!
//! That is where the type stands and wherever it is reached from an operation. A module offers under its own path
//! all that its operations lead to: wherever a type stands, callers find it beside what they call.

use super::{Api, ChoiceId, EnumId, Handle, ModelId, Operation, Resource, ResourceId, Type};
use std::collections::BTreeSet;

/// The modules, as indices of resources.
pub(crate) type Modules = BTreeSet<usize>;

/// The modules of every type.
pub(crate) struct Visibility {
    /// By model.
    pub(crate) models: Vec<Modules>,
    /// By choice.
    pub(crate) choices: Vec<Modules>,
    /// By enumeration.
    pub(crate) enums: Vec<Modules>,
}

impl Visibility {
    /// The modules of a type of its own; none of any other.
    pub(crate) fn modules(&self, value: &Type) -> Option<&Modules> {
        match value {
            Type::Model(ModelId(id)) => self.models.get(*id),
            Type::Choice(ChoiceId(id)) => self.choices.get(*id),
            Type::Enum(EnumId(id)) => self.enums.get(*id),
            _ => None,
        }
    }

    pub(crate) fn new(api: &Api) -> Self {
        let at_home = |home: ResourceId| Modules::from([home.0]);
        let mut visibility = Self {
            models: api.models.iter().map(|model| at_home(model.first_use)).collect(),
            choices: api.choices.iter().map(|choice| at_home(choice.first_use)).collect(),
            enums: api.enums.iter().map(|enumeration| at_home(enumeration.first_use)).collect(),
        };
        let mut reached =
            Reached { models: vec![usize::MAX; api.models.len()], choices: vec![usize::MAX; api.choices.len()] };
        for (index, resource) in api.resources.iter().enumerate() {
            let errors: Vec<Type> = errors(resource).map(Type::Model).collect();
            visibility.reach(api, index, values(api, resource).chain(&errors).collect(), &mut reached);
        }
        visibility
    }

    fn reach<'a>(&mut self, api: &'a Api, module: usize, mut waiting: Vec<&'a Type>, reached: &mut Reached) {
        while let Some(value) = waiting.pop() {
            match value {
                Type::Enum(EnumId(id)) => {
                    self.enums[*id].insert(module);
                }
                Type::Model(ModelId(id)) if std::mem::replace(&mut reached.models[*id], module) != module => {
                    self.models[*id].insert(module);
                    waiting.extend(api.models[*id].values());
                }
                Type::Choice(ChoiceId(id)) if std::mem::replace(&mut reached.choices[*id], module) != module => {
                    self.choices[*id].insert(module);
                    waiting.extend(api.choices[*id].alternatives.iter().map(|alternative| &alternative.value));
                }
                value => waiting.extend(value.inner()),
            }
        }
    }
}

/// The module that each type was last reached from.
struct Reached {
    models: Vec<usize>,
    choices: Vec<usize>,
}

/// The types of their own that a resource's operations name.
pub(crate) fn mentioned(api: &Api, id: ResourceId) -> Vec<Type> {
    let resource = &api.resources[id.0];
    let values = values(api, resource).filter_map(Type::own).cloned();
    values.chain(errors(resource).map(Type::Model)).collect()
}

/// What a resource's operations, and the methods that lead below it, take and give.
fn values<'a>(api: &'a Api, resource: &'a Resource) -> impl Iterator<Item = &'a Type> {
    let children = handles(resource).flat_map(|handle| &handle.children);
    let keys = children.filter_map(|child| api.resources[child.0].key.as_ref());
    let parameters =
        handles(resource).flat_map(|handle| &handle.operations).flat_map(|operation| &operation.parameters);
    let bodies = handles(resource).flat_map(|handle| &handle.operations).filter_map(Operation::result);
    parameters.chain(keys).map(|parameter| &parameter.value).chain(bodies)
}

/// What refusals of a resource's operations hold.
fn errors(resource: &Resource) -> impl Iterator<Item = ModelId> {
    let operations = handles(resource).flat_map(|handle| &handle.operations);
    operations.flat_map(|operation| &operation.errors).map(|(_, model)| *model)
}

fn handles(resource: &Resource) -> impl Iterator<Item = &Handle> {
    [&resource.collection, &resource.instance].into_iter()
}
