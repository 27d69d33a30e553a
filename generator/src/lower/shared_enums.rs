//! Makes equal enumerations of one resource one type, and equal enumerations of HTTP methods of one version.
//!
//! A parameter that takes exactly the values of the response's property of its name has the type of that property. What
//! several operations of a resource take under one name, with the same values, is one type too, which is named after
//! what they are about (`IncomingPhoneNumberVoiceReceiveMode`). A parameter that takes other values than the response
//! has keeps a type of its own, which nothing of the response turns into.

use crate::ir::{Api, Enum, EnumId, Handle, Operation, Parameter, Type};
use heck::ToSnakeCase;
use std::collections::{BTreeMap, BTreeSet};

/// The facts that parameters must share to have one type: subject, name, values, true for integer values, and the name
/// from an overlay.
type Common = (String, String, BTreeSet<String>, bool, Option<String>);

/// Joins the enums of HTTP methods of each version, then the enums of each resource.
pub(super) fn share_enums(api: &mut Api) {
    let (mut joined, mut groups) = (http_methods(api), Vec::new());
    for resource in &api.resources {
        let operations = || {
            [&resource.collection, &resource.instance].into_iter().flat_map(|endpoint: &Handle| &endpoint.operations)
        };
        let of_resource: BTreeSet<(String, EnumId)> =
            operations().flat_map(|operation| answered(api, operation)).collect();
        let mut waiting: BTreeMap<Common, BTreeSet<EnumId>> = BTreeMap::new();
        for operation in operations() {
            let own = answered(api, operation);
            for (name, id) in operation.parameters.iter().filter_map(named) {
                match of_response(api, (&name, id), &own, &of_resource) {
                    Some(response) => join(&mut joined, id, response),
                    None => _ = waiting.entry(common(name, &api.enums[id.0])).or_default().insert(id),
                }
            }
        }
        let key = resource.key.iter().filter_map(named);
        for (name, id) in key {
            if let Some(response) = of_response(api, (&name, id), &[], &of_resource) {
                join(&mut joined, id, response);
            }
        }
        groups.extend(waiting.into_values().filter(|ids| ids.len() > 1));
    }
    for ids in groups {
        let ids: BTreeSet<EnumId> = ids.into_iter().map(|id| last(&joined, id)).collect();
        // Take the first enum by operation id, so that the order of the document makes no difference.
        let Some(first) = ids.iter().copied().min_by_key(|id| &api.enums[id.0].owner).filter(|_| ids.len() > 1) else {
            continue;
        };
        let known = &mut api.enums[first.0];
        known.operation = Some(std::mem::replace(&mut known.owner, known.subject.clone()));
        joined.extend(ids.into_iter().filter(|id| *id != first).map(|id| (id, first)));
    }
    replace(api, &joined);
}

/// Joins equal enums with `format: http-method`, and names them `WebhookMethod`.
///
/// An enum that an overlay names keeps its name and stays apart.
fn http_methods(api: &mut Api) -> BTreeMap<EnumId, EnumId> {
    let mut groups: BTreeMap<_, Vec<EnumId>> = BTreeMap::new();
    for (index, known) in api.enums.iter().enumerate().filter(|(_, known)| known.is_http_method && known.name.is_none())
    {
        let values: BTreeSet<String> = known.values.iter().cloned().collect();
        groups.entry((known.version, values)).or_default().push(EnumId(index));
    }
    let mut joined = BTreeMap::new();
    for ids in groups.into_values() {
        let key = |id: &EnumId| (&api.enums[id.0].owner, &api.enums[id.0].property);
        let Some(first) = ids.iter().copied().min_by_key(key) else { continue };
        let known = &mut api.enums[first.0];
        "webhook".clone_into(&mut known.owner);
        "method".clone_into(&mut known.property);
        "webhook_method".clone_into(&mut known.subject);
        (known.is_component, known.within) = (false, None);
        known.description = Some("The HTTP method of a request to a webhook.".to_owned());
        joined.extend(ids.into_iter().filter(|id| *id != first).map(|id| (id, first)));
    }
    joined
}

/// Records that one enum becomes another, unless both are the same in the end.
fn join(joined: &mut BTreeMap<EnumId, EnumId>, id: EnumId, other: EnumId) {
    let other = last(joined, other);
    if other != id {
        joined.insert(id, other);
    }
}

/// Returns the enum that an enum finally becomes.
fn last(joined: &BTreeMap<EnumId, EnumId>, id: EnumId) -> EnumId {
    joined.get(&id).map_or(id, |other| last(joined, *other))
}

/// Returns the enums in the result of an operation, by the names of the properties.
fn answered(api: &Api, operation: &Operation) -> Vec<(String, EnumId)> {
    let model = operation.result().and_then(Type::own).and_then(|value| match value {
        Type::Model(id) => Some(&api.models[id.0]),
        _ => None,
    });
    let fields = model.into_iter().flat_map(|model| &model.fields);
    fields.filter_map(|field| Some((field.wire_name.to_snake_case(), enumeration(&field.value)?))).collect()
}

/// Returns the name and the enum of a parameter.
fn named(parameter: &Parameter) -> Option<(String, EnumId)> {
    Some((parameter.wire_name.to_snake_case(), enumeration(&parameter.value)?))
}

fn enumeration(value: &Type) -> Option<EnumId> {
    match value.own()? {
        Type::Enum(id) => Some(*id),
        _ => None,
    }
}

/// Returns the equal enum of the operation's own response, or else of another response of the resource with the same
/// subject.
fn of_response(
    api: &Api,
    (name, id): (&str, EnumId),
    own: &[(String, EnumId)],
    of_resource: &BTreeSet<(String, EnumId)>,
) -> Option<EnumId> {
    let known = &api.enums[id.0];
    let is_equal = |(property, other): &&(String, EnumId)| {
        let response = &api.enums[other.0];
        let is_named = known.name.is_some() && known.name != response.name;
        property == name
            && *other != id
            && !is_named
            && response.is_integer == known.is_integer
            && values(response) == values(known)
    };
    let is_about_it = |(_, other): &&(String, EnumId)| api.enums[other.0].owner.to_snake_case() == known.subject;
    let others = || of_resource.iter().filter(is_about_it);
    own.iter().find(is_equal).or_else(|| others().find(is_equal)).map(|(_, response)| *response)
}

fn common(name: String, known: &Enum) -> Common {
    let values = values(known).into_iter().cloned().collect();
    (known.subject.clone(), name, values, known.is_integer, known.name.clone())
}

/// Returns the values as a set, because their order has no meaning.
fn values(known: &Enum) -> BTreeSet<&String> {
    known.values.iter().collect()
}

/// Replaces enums by the enums that they become, and removes them.
fn replace(api: &mut Api, joined: &BTreeMap<EnumId, EnumId>) {
    for (gone, stays) in joined {
        let (asked, given) = (api.enums[gone.0].variant_names.clone(), api.enums[gone.0].document_names.clone());
        let known = &mut api.enums[last(joined, *stays).0];
        asked.into_iter().for_each(|(value, name)| _ = known.variant_names.entry(value).or_insert(name));
        given.into_iter().for_each(|(value, name)| _ = known.document_names.entry(value).or_insert(name));
    }
    let mut next = 0;
    let mut number = |index: usize| {
        let number = next;
        next += usize::from(!joined.contains_key(&EnumId(index)));
        number
    };
    let numbers: Vec<usize> = (0..api.enums.len()).map(&mut number).collect();
    api.for_each_type_mut(&mut |value| {
        if let Type::Enum(id) = value {
            *id = EnumId(numbers[last(joined, *id).0]);
        }
    });
    let mut index = 0;
    api.enums.retain(|_| {
        index += 1;
        !joined.contains_key(&EnumId(index - 1))
    });
}
