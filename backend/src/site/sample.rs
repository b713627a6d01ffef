//! Answers made up from the schema: whatever a document asks for, filled with everything or with
//! nothing. So every page is checked against the contract and against missing values without a
//! database, and a field that the schema does not have fails the test.

use std::collections::HashMap;

use async_graphql::parser::{
    parse_query, parse_schema,
    types::{
        BaseType, ExecutableDocument, Field, FieldDefinition, Selection, SelectionSet, Type,
        TypeDefinition, TypeKind, TypeSystemDefinition,
    },
};
use serde_json::{Map, Value, json};

/// Text that would be markup if a template forgot to escape it.
pub(super) const MARKUP: &str = "示例<b onclick=x>&\"'文字";

/// How an answer is filled.
#[derive(Debug, Clone, Copy)]
pub(super) enum Filling {
    /// Nothing is null; enums take their `n`-th value.
    Everything(usize),
    /// What may be null is null, what may be empty is empty; enums take their `n`-th value.
    Nothing(usize),
}

/// The schema, ready to answer.
pub(super) struct Contract {
    types: HashMap<String, TypeDefinition>,
}

/// What is the same for a whole answer.
struct Asking<'a> {
    contract: &'a Contract,
    variables: &'a Value,
    filling: Filling,
}

impl Contract {
    /// Reads the committed schema.
    pub(super) fn read() -> Self {
        let schema = include_str!("../../../frontend/schema.graphql");
        let types = parse_schema(schema)
            .expect("the schema parses")
            .definitions
            .into_iter()
            .filter_map(|definition| match definition {
                TypeSystemDefinition::Type(it) => Some((it.node.name.node.to_string(), it.node)),
                _ => None,
            })
            .collect();
        Self { types }
    }

    /// `{ "data": … }` for a document.
    pub(super) fn answer(&self, document: &str, variables: &Value, filling: Filling) -> Value {
        let document: ExecutableDocument = parse_query(document).expect("the document parses");
        let (_, operation) = document.operations.iter().next().expect("one operation");
        for variable in &operation.node.variable_definitions {
            let name = variable.node.name.node.as_str();
            let is_given = variables.get(name).is_some_and(|value| !value.is_null());
            assert!(is_given || variable.node.var_type.node.nullable, "${name} is not given");
        }
        let asking = Asking { contract: self, variables, filling };
        let data = asking.object("Query", &operation.node.selection_set.node, true);
        json!({ "data": data })
    }

    fn fields(&self, name: &str) -> &[async_graphql::Positioned<FieldDefinition>] {
        match &self.types.get(name).expect("the type is there").kind {
            TypeKind::Object(object) => &object.fields,
            TypeKind::Interface(interface) => &interface.fields,
            other => panic!("{name} has no fields: {other:?}"),
        }
    }

    fn implementing(&self, interface: &str) -> Vec<&str> {
        let is_one = |definition: &TypeDefinition| match &definition.kind {
            TypeKind::Object(object) => object.implements.iter().any(|it| it.node == interface),
            _ => false,
        };
        let mut names: Vec<&str> = self
            .types
            .iter()
            .filter(|(_, definition)| is_one(definition))
            .map(|(name, _)| name.as_str())
            .collect();
        names.sort_unstable();
        names
    }
}

impl Asking<'_> {
    const fn is_full(&self) -> bool {
        matches!(self.filling, Filling::Everything(_))
    }

    fn object(&self, of: &str, asked: &SelectionSet, is_root: bool) -> Value {
        let mut object = Map::new();
        for selection in &asked.items {
            match &selection.node {
                Selection::Field(field) if self.is_wanted(&field.node) => {
                    let name = field.node.name.node.as_str();
                    let definition = self
                        .contract
                        .fields(of)
                        .iter()
                        .find(|it| it.node.name.node == name)
                        .unwrap_or_else(|| panic!("{of} has no field {name}"));
                    self.check_arguments(of, &field.node, &definition.node);
                    let value = self.value(&definition.node.ty.node, &field.node, is_root);
                    object.insert(name.to_owned(), value);
                }
                Selection::Field(_) => {}
                Selection::InlineFragment(part) => {
                    let on = part.node.type_condition.as_ref().expect("a type");
                    if on.node.on.node == of {
                        let part = self.object(of, &part.node.selection_set.node, false);
                        object.extend(part.as_object().cloned().expect("an object"));
                    }
                }
                Selection::FragmentSpread(_) => panic!("pages use no named fragments"),
            }
        }
        if let Some(kind) = of.strip_suffix("Hit").filter(|_| object.contains_key("kind")) {
            object.insert("kind".to_owned(), json!(kind.to_uppercase()));
        }
        Value::Object(object)
    }

    fn is_wanted(&self, field: &Field) -> bool {
        field.directives.iter().all(|directive| {
            let condition = directive.node.get_argument("if").expect("an if");
            let is_true = self.given(&condition.node.to_string()) == true;
            (directive.node.name.node == "include") == is_true
        })
    }

    fn check_arguments(&self, of: &str, field: &Field, definition: &FieldDefinition) {
        for (name, value) in &field.arguments {
            let known = definition.arguments.iter().find(|it| it.node.name.node == name.node);
            let known = known.unwrap_or_else(|| panic!("{of}.{} takes no {name}", field.name));
            let value = value.node.to_string();
            let is_null = value.starts_with('$') && self.given(&value).is_null();
            assert!(!is_null || known.node.ty.node.nullable, "{of}: {name} is null");
        }
    }

    /// The value given for `$name`.
    fn given(&self, variable: &str) -> &Value {
        let name = variable.strip_prefix('$').expect("a variable");
        &self.variables[name]
    }

    fn value(&self, of: &Type, field: &Field, is_root: bool) -> Value {
        if of.nullable && !is_root && !self.is_full() {
            return Value::Null;
        }
        match &of.base {
            BaseType::List(item) => self.list(item, field),
            BaseType::Named(name) => self.named(name, field),
        }
    }

    fn list(&self, item: &Type, field: &Field) -> Value {
        if !self.is_full() {
            return json!([]);
        }
        let BaseType::Named(name) = &item.base else {
            panic!("no list of lists");
        };
        if let Some(TypeKind::Interface(_)) =
            self.contract.types.get(name.as_str()).map(|it| &it.kind)
        {
            let of = self.contract.implementing(name);
            let asked = &field.selection_set.node;
            // A list asked for one kind only has no fragments on the others.
            return of
                .iter()
                .filter(|of| has_fragment_on(asked, of))
                .map(|of| self.object(of, asked, false))
                .collect();
        }
        json!([self.named(name, field), self.named(name, field)])
    }

    fn named(&self, name: &str, field: &Field) -> Value {
        let (Filling::Everything(nth) | Filling::Nothing(nth)) = self.filling;
        match name {
            "Int" => json!(3),
            "Float" => json!(88.5),
            "Boolean" => json!(self.is_full()),
            "ID" => json!("x_01"),
            "Date" => json!(["2026-11-20", "2026-11-21", "2027-01-01"][nth % 3]),
            "DateTime" => json!(
                ["2026-11-20T10:00:00Z", "2026-11-22T10:00:00Z", "2026-12-24T01:00:00Z"][nth % 3]
            ),
            "RegionCode" => json!("320509"),
            "String" => json!(match field.name.node.as_str() {
                "url" => "/policies/x/1",
                "snippet" => "前<mark>中</mark>&lt;后",
                "endCursor" => "QQ==",
                _ => MARKUP,
            }),
            other => match &self.contract.types.get(other).expect("the type is there").kind {
                TypeKind::Enum(values) => {
                    let values = &values.values;
                    json!(values[nth % values.len()].node.value.node.as_str())
                }
                _ => self.object(other, &field.selection_set.node, false),
            },
        }
    }
}

fn has_fragment_on(asked: &SelectionSet, of: &str) -> bool {
    asked.items.iter().any(|selection| match &selection.node {
        Selection::InlineFragment(part) => {
            let on = part.node.type_condition.as_ref();
            on.is_some_and(|on| on.node.on.node == of)
        }
        _ => false,
    })
}
