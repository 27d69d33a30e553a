//! Random histories of a document: no update renames or removes what callers know, unless the document removed it.

use generator::diagnostic::Severity;
use generator::{File, Input};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The number of histories, of ten updates each.
const HISTORIES: u64 = 250;

/// Names of components; several have the same last word.
const COMPONENTS: [&str; 8] = ["a.item", "b.item", "c.item", "a.note", "b.note", "item", "d.thing_item", "e.x.note"];

/// A source of numbers that is the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

/// The value of a property.
#[derive(Debug, Clone, PartialEq)]
enum Value {
    Text,
    Enum(usize),
    /// An object, by its number.
    Object(usize),
}

/// An object of the document, whatever it is called.
#[derive(Debug, Clone)]
struct Object {
    /// The component, an index of [`COMPONENTS`]; `None` where it is written out wherever it is used.
    component: Option<usize>,
    properties: BTreeMap<String, Value>,
}

#[derive(Debug, Clone, Default)]
struct Document {
    objects: BTreeMap<usize, Object>,
    /// The object that each path returns.
    paths: BTreeMap<String, usize>,
    is_reversed: bool,
    next: usize,
}

impl Document {
    fn new(random: &mut Random) -> Self {
        let mut document = Self::default();
        for _ in 0..3 {
            document.add_path(random);
        }
        document
    }

    fn add_path(&mut self, random: &mut Random) {
        let object = match self.objects.len() {
            count if count > 0 && random.below(3) == 0 => *self.objects.keys().nth(random.below(count)).expect("there"),
            _ => self.add_object(random),
        };
        self.paths.insert(format!("/v1/{}", ["Alphas", "Betas", "Gammas", "Deltas", "Items"][random.below(5)]), object);
    }

    fn add_object(&mut self, random: &mut Random) -> usize {
        let (id, component) = (self.next, self.free_component(random));
        self.next += 1;
        let mut object = Object { component, properties: BTreeMap::new() };
        // So that objects are told apart by more than their names.
        object.properties.insert(format!("own_{id}"), Value::Text);
        object.properties.insert(format!("other_{id}"), Value::Text);
        self.objects.insert(id, object);
        id
    }

    fn free_component(&self, random: &mut Random) -> Option<usize> {
        let taken: BTreeSet<usize> = self.objects.values().filter_map(|object| object.component).collect();
        let free: Vec<usize> = (0..COMPONENTS.len()).filter(|index| !taken.contains(index)).collect();
        (!free.is_empty()).then(|| free[random.below(free.len())])
    }

    /// Changes one thing.
    fn update(&mut self, random: &mut Random) {
        let ids: Vec<usize> = self.objects.keys().copied().collect();
        let id = ids[random.below(ids.len())];
        match random.below(9) {
            0 | 1 => self.add_path(random),
            2 if self.paths.len() > 1 => {
                let path = self.paths.keys().nth(random.below(self.paths.len())).expect("there is one").clone();
                self.paths.remove(&path);
            }
            3 => {
                let name = ["status", "Status", "kind", "part", "note"][random.below(5)].to_owned();
                let value = match random.below(3) {
                    0 => Value::Text,
                    1 => Value::Enum(random.below(3)),
                    _ => {
                        // Later objects only: what is written out must end.
                        let object = self.add_object(random);
                        Value::Object(object)
                    }
                };
                self.objects.get_mut(&id).expect("there").properties.entry(name).or_insert(value);
            }
            4 => {
                let properties = &mut self.objects.get_mut(&id).expect("there").properties;
                if properties.len() > 3 {
                    let name = properties.keys().find(|name| !name.contains('_')).cloned();
                    name.and_then(|name| properties.remove(&name));
                }
            }
            // Hoisted, written out, or called otherwise.
            5 | 6 => {
                let component = if random.below(2) == 0 { None } else { self.free_component(random) };
                self.objects.get_mut(&id).expect("there").component = component;
            }
            _ => self.is_reversed = !self.is_reversed,
        }
        let used = self.used();
        self.objects.retain(|id, _| used.contains(id));
    }

    fn used(&self) -> BTreeSet<usize> {
        let mut used = BTreeSet::new();
        let mut waiting: Vec<usize> = self.paths.values().copied().collect();
        while let Some(id) = waiting.pop() {
            if used.insert(id) {
                waiting.extend(self.objects[&id].properties.values().filter_map(|value| match value {
                    Value::Object(id) => Some(*id),
                    _ => None,
                }));
            }
        }
        used
    }

    fn text(&self) -> String {
        let mut text = String::from(
            "openapi: 3.0.1\ninfo: {title: Things, version: 1.0.0}\nservers: [{url: 'https://things.example.com'}]\npaths:\n",
        );
        let ordered = |items: Vec<String>| -> String {
            if self.is_reversed { items.into_iter().rev().collect() } else { items.into_iter().collect() }
        };
        let path = |(path, id): (&String, &usize)| {
            format!(
                "  {path}:\n    get:\n      responses:\n        '200': {{description: OK, content: {{application/json: \
                 {{schema: {}}}}}}}\n",
                self.used_schema(*id)
            )
        };
        text.push_str(&ordered(self.paths.iter().map(path).collect()));
        let component = |object: &Object| {
            let name = COMPONENTS[object.component?];
            Some(format!("    {name}: {}\n", self.schema(object)))
        };
        let components = ordered(self.objects.values().filter_map(component).collect());
        if !components.is_empty() {
            let _ = write!(text, "components:\n  schemas:\n{components}");
        }
        text
    }

    fn used_schema(&self, id: usize) -> String {
        let object = &self.objects[&id];
        match object.component {
            Some(component) => format!("{{$ref: '#/components/schemas/{}'}}", COMPONENTS[component]),
            None => self.schema(object),
        }
    }

    fn schema(&self, object: &Object) -> String {
        let property = |(name, value): (&String, &Value)| {
            let schema = match value {
                Value::Text => "{type: string}".to_owned(),
                Value::Enum(number) => {
                    format!("{{type: string, enum: [{}]}}", ["a, b", "a, b, c", "on, off"][*number])
                }
                Value::Object(id) => self.used_schema(*id),
            };
            format!("{name}: {schema}")
        };
        let properties: Vec<String> = object.properties.iter().map(property).collect();
        format!("{{type: object, properties: {{{}}}}}", properties.join(", "))
    }

    /// Returns what callers see: by place, the object or enum there, and the wire names of its parts.
    fn places(&self) -> BTreeMap<Vec<String>, Value> {
        let mut places = BTreeMap::new();
        for (path, id) in &self.paths {
            self.add_places(vec![format!("GET {path} response")], &Value::Object(*id), &mut places);
        }
        places
    }

    fn add_places(&self, place: Vec<String>, value: &Value, places: &mut BTreeMap<Vec<String>, Value>) {
        if let Value::Object(id) = value {
            for (name, value) in &self.objects[id].properties {
                self.add_places([&place[..], &[format!(".{name}")]].concat(), value, places);
            }
        }
        places.insert(place, value.clone());
    }
}

/// The names of a lock: by use the types, and by type and wire name the fields.
struct Names {
    types: BTreeMap<String, BTreeSet<String>>,
    fields: BTreeMap<(String, String), String>,
}

impl Names {
    fn read(lock: &str) -> Self {
        let lock: serde_yaml::Value = serde_yaml::from_str(lock).expect("a lock is YAML");
        let mut names = Self { types: BTreeMap::new(), fields: BTreeMap::new() };
        for (_, version) in lock["versions"].as_mapping().into_iter().flatten() {
            for (name, line) in version["types"].as_mapping().into_iter().flatten() {
                let name = name.as_str().expect("a name is text").to_owned();
                for place in line["uses"].as_sequence().into_iter().flatten() {
                    let place = place.as_str().expect("a use is text").to_owned();
                    names.types.entry(place).or_default().insert(name.clone());
                }
                for (wire_name, field) in line["fields"].as_mapping().into_iter().flatten() {
                    let wire_name = wire_name.as_str().expect("a name is text").to_owned();
                    let field = field.as_str().expect("a name is text").to_owned();
                    names.fields.insert((name.clone(), wire_name), field);
                }
            }
        }
        names
    }

    /// Returns the names of the type at a place, by the steps that lead to it.
    fn at(&self, place: &[String]) -> BTreeSet<String> {
        let (step, parents) = place.split_last().expect("a place has a step");
        if parents.is_empty() {
            return self.types.get(step).cloned().unwrap_or_default();
        }
        let places = self.at(parents).into_iter().map(|parent| format!("{parent}{step}"));
        places.filter_map(|place| self.types.get(&place)).flatten().cloned().collect()
    }
}

fn input(document: &Document, lock: Option<&str>) -> Input {
    let file = |name: &str, text: &str| File { name: name.to_owned(), text: text.to_owned() };
    Input {
        specs: vec![file("things.yaml", &document.text())],
        lock: lock.map(|text| file("names.lock", text)),
        ..Input::default()
    }
}

/// Names a document by a lock, and returns the lock that it has then.
fn next_lock(before: &Document, after: &Document, lock: Option<&str>) -> String {
    let comparison = generator::diff(&input(before, lock), &input(after, lock));
    let errors: Vec<String> = [comparison.diagnostics.0, comparison.diagnostics.1]
        .concat()
        .iter()
        .filter(|said| said.severity == Severity::Error)
        .map(ToString::to_string)
        .collect();
    comparison.lock.unwrap_or_else(|| panic!("{}\n{}\n{}", errors.join("\n"), after.text(), lock.unwrap_or_default()))
}

#[test]
fn no_history_renames_what_callers_know() {
    let (mut failures, mut compared) = (Vec::new(), 0);
    for seed in 1..=HISTORIES {
        let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let mut document = Document::new(&mut random);
        let mut lock = next_lock(&document, &document, None);
        for number in 1..=10 {
            let before = document.clone();
            document.update(&mut random);
            let after = next_lock(&before, &document, Some(&lock));
            let (known, found) = (Names::read(&lock), Names::read(&after));
            let places = document.places();
            for (place, value) in before.places() {
                if place.len() > 1 {
                    let (field, parent) = place.split_last().expect("a place has a step");
                    let is_there = places.contains_key(&place) && same(&before.places(), &places, parent);
                    let field = field.trim_start_matches('.').to_owned();
                    let name = |names: &Names, place: &[String]| {
                        let parent = names.at(place).into_iter().next()?;
                        names.fields.get(&(parent, field.clone())).cloned()
                    };
                    if is_there && name(&known, parent) != name(&found, parent) {
                        failures.push(format!("history {seed}, update {number}: the field {place:?}"));
                    }
                }
                if value == Value::Text || !same(&before.places(), &places, &place) {
                    continue;
                }
                let (known, found) = (known.at(&place), found.at(&place));
                assert!(!known.is_empty(), "{place:?}\n{lock}");
                compared += 1;
                if !known.is_subset(&found) {
                    failures.push(format!("history {seed}, update {number}: {place:?} {known:?} {found:?}"));
                }
            }
            lock = after;
        }
    }
    assert!(compared > 5_000, "{compared} types were compared");
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures[..failures.len().min(30)].join("\n"));
}

/// Returns true if each step of a place leads to the same object or enum in both revisions.
fn same(before: &BTreeMap<Vec<String>, Value>, after: &BTreeMap<Vec<String>, Value>, place: &[String]) -> bool {
    (1..=place.len()).all(|count| {
        let (known, found) = (before.get(&place[..count]), after.get(&place[..count]));
        match (known, found) {
            // The values of an enum may change; the enum is the same.
            (Some(Value::Enum(_)), Some(Value::Enum(_))) => true,
            (known, found) => known.is_some() && known == found,
        }
    })
}
