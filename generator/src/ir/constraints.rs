//! The constraints that a document states for values, beyond their type.

/// The constraints that a document states for values, beyond their type.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Constraints {
    /// The description, if neither the type nor its owner has one.
    pub description: Option<String>,
    /// `format`.
    pub format: Option<String>,
    /// The minimum and the maximum of a number.
    pub range: (Option<f64>, Option<f64>),
    /// `exclusiveMinimum` and `exclusiveMaximum`: true if the bound itself is excluded.
    pub exclusive: (bool, bool),
    /// The minimum and the maximum number of characters.
    pub length: (Option<usize>, Option<usize>),
    /// The regular expression that a text matches.
    pub pattern: Option<String>,
    /// The minimum and the maximum number of items.
    pub item_count: (Option<usize>, Option<usize>),
    /// The minimum and the maximum number of properties.
    pub member_count: (Option<usize>, Option<usize>),
    /// The required properties that no type declares.
    pub required_members: Vec<String>,
    /// The number of which a value is a multiple.
    pub multiple_of: Option<f64>,
    /// True if all items differ.
    pub has_unique_items: bool,
    /// The constraints of each item of a list, or value of a map.
    pub item: Option<Box<Constraints>>,
    /// The constraints of each variant, if all variants have one type.
    pub variants: Vec<Constraints>,
    /// The default value, as JSON text.
    pub default: Option<String>,
    /// Values that the document shows.
    pub examples: Vec<serde_json::Value>,
    /// The kind of personal data.
    pub pii: Option<Pii>,
}

/// `x-twilio.pii.handling`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pii {
    /// Personal, but printable.
    Standard,
    /// Never printed.
    Sensitive,
}

/// A minimum and a maximum.
type Limits<T> = (Option<T>, Option<T>);

impl Constraints {
    /// No constraints.
    pub const NONE: Self = Self {
        description: None,
        format: None,
        range: (None, None),
        exclusive: (false, false),
        length: (None, None),
        pattern: None,
        item_count: (None, None),
        member_count: (None, None),
        required_members: Vec::new(),
        multiple_of: None,
        has_unique_items: false,
        item: None,
        variants: Vec::new(),
        default: None,
        examples: Vec::new(),
        pii: None,
    };

    /// Returns the constraints of a value that meets both `self` and `other`.
    pub fn and(self, other: Self) -> Self {
        let range = narrower(self.range, other.range);
        // If two bounds are equal, the excluded one is narrower.
        let is_excluded = |bound: fn(&Self) -> (Option<f64>, bool), narrower: Option<f64>| {
            [&self, &other].into_iter().any(|one| bound(one).1 && bound(one).0 == narrower)
        };
        let exclusive = (
            is_excluded(|one| (one.range.0, one.exclusive.0), range.0),
            is_excluded(|one| (one.range.1, one.exclusive.1), range.1),
        );
        Self {
            format: self.format.or(other.format),
            range,
            exclusive,
            length: narrower(self.length, other.length),
            pattern: self.pattern.or(other.pattern),
            item_count: narrower(self.item_count, other.item_count),
            member_count: narrower(self.member_count, other.member_count),
            multiple_of: self.multiple_of.or(other.multiple_of),
            has_unique_items: self.has_unique_items || other.has_unique_items,
            item: self.item.or(other.item),
            default: self.default.or(other.default),
            pii: self.pii.or(other.pii),
            description: self.description.or(other.description),
            required_members: [self.required_members, other.required_members].concat(),
            examples: [self.examples, other.examples].concat(),
            variants: [self.variants, other.variants].concat(),
        }
    }

    /// Returns the constraints of a value that meets `self` or `other`.
    pub fn or(self, other: Self) -> Self {
        if self == other {
            return self;
        }
        let pii = self.pii.or(other.pii);
        let variants = [self, other].into_iter().flat_map(|one| match one.variants.is_empty() {
            true => vec![one],
            false => one.variants,
        });
        Self { variants: variants.collect(), pii, ..Self::default() }
    }
}

fn narrower<T: PartialOrd>(one: Limits<T>, other: Limits<T>) -> Limits<T> {
    let of_both = |one: Option<T>, other: Option<T>, is_narrower: fn(&T, &T) -> bool| match (one, other) {
        (Some(one), Some(other)) => Some(if is_narrower(&one, &other) { one } else { other }),
        (one, other) => one.or(other),
    };
    (of_both(one.0, other.0, |one, other| one > other), of_both(one.1, other.1, |one, other| one < other))
}
