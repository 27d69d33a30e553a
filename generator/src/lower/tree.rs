//! Places paths in the tree of resources.

use super::Lowering;
use super::twilio;
use crate::ir::{Endpoint, Handle, Resource, ResourceId, VersionId};
use crate::resolve::Path;
use crate::source::NodeId;

/// The version and the path of an endpoint, without the names of its keys: `["Accounts", "{}"]`.
pub(super) type MountKey = (VersionIndex, Vec<String>);

/// The indices of a product and of its version, which can be hashed.
type VersionIndex = (usize, usize);

/// An endpoint of a resource, by path.
pub(super) type Mount = (ResourceId, Endpoint);

/// The placeholder for any key.
pub(super) const KEY: &str = "{}";

/// A path template, split into its segments.
pub(super) struct Template {
    /// `v1` or `2010-04-01`.
    pub(super) version: Option<String>,
    /// The segments behind the version: literals, and `{}` for each key.
    pub(super) segments: Vec<String>,
}

impl Template {
    /// Parses a path template. Returns `None` if a parameter is only part of a segment.
    pub(super) fn parse(path: &str) -> Option<Self> {
        let path = path.strip_suffix(".json").unwrap_or(path);
        let mut segments = Vec::new();
        for segment in path.split('/').filter(|segment| !segment.is_empty()) {
            let key = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
            match key {
                Some(name) if !name.contains(['{', '}']) => segments.push(KEY.to_owned()),
                None if !segment.contains(['{', '}']) => segments.push(segment.to_owned()),
                _ => return None,
            }
        }
        let version = segments.first().is_some_and(|first| is_version(first)).then(|| segments.remove(0));
        Some(Self { version, segments })
    }

    /// Returns the segments of the resource, without its own key.
    pub(super) fn literal(&self) -> &[String] {
        match self.segments.split_last() {
            Some((last, literal)) if last == KEY => literal,
            _ => &self.segments,
        }
    }
}

/// Returns true for a version, such as `v1`, `v2beta` or `2010-04-01`.
fn is_version(segment: &str) -> bool {
    let digit = |text: &str| text.starts_with(|first: char| first.is_ascii_digit());
    segment.strip_prefix('v').is_some_and(digit) || (digit(segment) && segment.contains('-'))
}

impl Lowering<'_> {
    /// Finds or adds the endpoint that a path describes.
    pub(super) fn mount(&mut self, version: VersionId, path: &Path, template: &Template) -> Option<Mount> {
        let segments = &template.segments;
        let mount_name = twilio::mount_name(&path.extensions);
        let literal = template.literal();
        if let (Some(mount_name), Some(last)) = (mount_name, literal.last())
            && last != KEY
            && !self.mounts.contains_key(&key(version, literal))
        {
            let parent = self.parent_segments(path, literal);
            let parent = self.ensure(version, &parent, path.place);
            let mount = self.add(version, parent, last.clone(), literal, path.place);
            self.api.resources[mount.0.0].mount_name = Some(mount_name.to_owned());
            self.mounts.insert(key(version, literal), mount);
        }
        let mount = self.ensure(version, segments, path.place)?;
        let index = self.index;
        let resource = &mut self.api.resources[mount.0.0];
        let class_name = twilio::class_name(&path.extensions).map(str::to_owned);
        resource.class_name = resource.class_name.take().or(class_name);
        let handle = resource.handle_mut(mount.1);
        handle.rust_name = handle.rust_name.take().or_else(|| twilio::rust_name(&path.extensions));
        handle.place.get_or_insert((index, path.place));
        handle.description = handle.description.take().or_else(|| path.description.clone());
        Some(mount)
    }

    /// Returns the parent of a mounted resource: the declared parent if that has the same keys, else the path up to its
    /// last key.
    fn parent_segments(&self, path: &Path, literal: &[String]) -> Vec<String> {
        let keys = |segments: &[String]| segments.iter().filter(|segment| *segment == KEY).count();
        twilio::parent(&path.extensions)
            .and_then(Template::parse)
            .map(|parent| parent.segments)
            .filter(|parent| keys(parent) == keys(literal))
            .unwrap_or_else(|| {
                let end = literal.iter().rposition(|segment| segment == KEY).map_or(0, |index| index + 1);
                literal[..end].to_vec()
            })
    }

    /// Finds the endpoint at the end of the segments, and adds missing endpoints.
    fn ensure(&mut self, version: VersionId, segments: &[String], place: NodeId) -> Option<Mount> {
        let (last, rest) = segments.split_last()?;
        if let Some(mount) = self.mounts.get(&key(version, segments)) {
            return Some(*mount);
        }
        let before = self.ensure(version, rest, place);
        let mount = match before {
            Some((resource, Endpoint::Collection)) if last == KEY => (resource, Endpoint::Instance),
            before if last == KEY => (self.add(version, before, String::new(), segments, place).0, Endpoint::Instance),
            before => self.add(version, before, last.clone(), segments, place),
        };
        self.mounts.insert(key(version, segments), mount);
        Some(mount)
    }

    fn add(
        &mut self,
        version: VersionId,
        parent: Option<Mount>,
        wire_name: String,
        segments: &[String],
        place: NodeId,
    ) -> Mount {
        let id = ResourceId(self.api.resources.len());
        let version_name = &self.api.products[version.product].versions[version.version].wire_name;
        let version_name = Some(version_name).filter(|name| !name.is_empty());
        let path = version_name.into_iter().chain(segments).fold(String::new(), |path, segment| path + "/" + segment);
        self.api.resources.push(Resource {
            version,
            parent,
            wire_name,
            path,
            documents: vec![self.document.source.name().to_owned()],
            mount_name: None,
            class_name: None,
            collection: Handle::default(),
            instance: Handle::default(),
            key: None,
            document: self.index,
            place,
        });
        match parent {
            Some((parent, endpoint)) => self.api.resources[parent.0].handle_mut(endpoint).children.push(id),
            None => self.api.products[version.product].versions[version.version].resources.push(id),
        }
        (id, Endpoint::Collection)
    }
}

fn key(version: VersionId, segments: &[String]) -> MountKey {
    ((version.product, version.version), segments.to_vec())
}
