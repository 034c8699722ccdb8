//! As much of JSON Schema's draft 7 as our schemas use. A keyword that is not known here fails the test: none is passed
//! over.

use regex_automata::meta::Regex;
use serde_json::{Map, Value};

/// Where `value` is not as `root` says, and why.
pub(crate) fn refusals(root: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    Checker { root }.check(root, value, "", &mut found);
    found
}

struct Checker<'a> {
    root: &'a Value,
}

impl Checker<'_> {
    fn takes(&self, schema: &Value, value: &Value) -> bool {
        let mut found = Vec::new();
        self.check(schema, value, "", &mut found);
        found.is_empty()
    }

    fn check(&self, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
        let Value::Object(keywords) = schema else { panic!("no schema: {schema}") };
        for (keyword, wanted) in keywords {
            let good = match keyword.as_str() {
                "$schema"
                | "$id"
                | "title"
                | "description"
                | "definitions"
                | "markdownEnumDescriptions" => true,
                "$ref" => {
                    let pointer = wanted.as_str().and_then(|to| to.strip_prefix('#'));
                    let target = pointer.and_then(|to| self.root.pointer(to));
                    self.check(target.expect("a definition"), value, at, found);
                    true
                }
                "allOf" => list(wanted).iter().all(|schema| self.takes(schema, value)),
                "anyOf" => list(wanted).iter().any(|schema| self.takes(schema, value)),
                "enum" => list(wanted).contains(value),
                "type" => match wanted {
                    Value::String(name) => is(value, name),
                    names => list(names).iter().any(|name| is(value, text(name))),
                },
                "pattern" => value.as_str().is_none_or(|value| {
                    Regex::new(text(wanted)).expect("a pattern").is_match(value)
                }),
                "minimum" => value.as_f64().is_none_or(|n| n >= number(wanted)),
                "maximum" => value.as_f64().is_none_or(|n| n <= number(wanted)),
                "minItems" => value.as_array().is_none_or(|v| v.len() >= count(wanted)),
                "maxItems" => value.as_array().is_none_or(|v| v.len() <= count(wanted)),
                "minProperties" => value.as_object().is_none_or(|v| v.len() >= count(wanted)),
                "maxProperties" => value.as_object().is_none_or(|v| v.len() <= count(wanted)),
                "required" => value
                    .as_object()
                    .is_none_or(|v| list(wanted).iter().all(|key| v.contains_key(text(key)))),
                "dependencies" => value.as_object().is_none_or(|v| depend(wanted, v)),
                "items" => {
                    self.items(wanted, value, at, found);
                    true
                }
                "properties" => {
                    self.properties(wanted, value, at, found);
                    true
                }
                "additionalProperties" => {
                    self.others(keywords.get("properties"), wanted, value, at, found);
                    true
                }
                _ => panic!("{keyword} is not known here"),
            };
            if !good {
                found.push(format!("{at}: {value} is not as {keyword} says: {wanted}"));
            }
        }
    }

    fn items(&self, wanted: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
        for (index, item) in value.as_array().into_iter().flatten().enumerate() {
            let schema = match wanted {
                Value::Array(schemas) => schemas.get(index),
                one => Some(one),
            };
            if let Some(schema) = schema {
                self.check(schema, item, &format!("{at}/{index}"), found);
            }
        }
    }

    fn properties(&self, wanted: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
        for (key, value) in value.as_object().into_iter().flatten() {
            if let Some(schema) = wanted.get(key) {
                self.check(schema, value, &format!("{at}/{key}"), found);
            }
        }
    }

    fn others(
        &self,
        known: Option<&Value>,
        wanted: &Value,
        value: &Value,
        at: &str,
        found: &mut Vec<String>,
    ) {
        for (key, value) in value.as_object().into_iter().flatten() {
            let is_known = known.is_some_and(|known| known.get(key).is_some());
            match wanted {
                _ if is_known => {}
                Value::Bool(true) => {}
                Value::Bool(false) => found.push(format!("{at}: {key} is not known")),
                schema => self.check(schema, value, &format!("{at}/{key}"), found),
            }
        }
    }
}

fn is(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        _ => panic!("{name} is no type"),
    }
}

fn depend(wanted: &Value, value: &Map<String, Value>) -> bool {
    let Value::Object(wanted) = wanted else { panic!("no dependencies: {wanted}") };
    wanted
        .iter()
        .filter(|(key, _)| value.contains_key(*key))
        .all(|(_, needed)| list(needed).iter().all(|key| value.contains_key(text(key))))
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().expect("a list")
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

fn count(value: &Value) -> usize {
    value.as_u64().and_then(|n| usize::try_from(n).ok()).expect("a count")
}
