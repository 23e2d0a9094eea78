//! Values as JSON objects of their parts.

use serde_json::{Map, Value as Json, json};

use crate::{
    Error, Problem, Result,
    journal::{Field, PartType, Scalar, Value},
};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// The parts of a value by name.
pub(super) fn of(field: &Field, value: &Value) -> Json {
    Json::Object(field.parts.iter().enumerate().map(|(i, part)| (part.name.to_owned(), scalar(value.part(i)))).collect::<Map<_, _>>())
}

/// The parts of a value whose names only a newer version knows.
pub(super) fn nameless(value: &Value) -> Json {
    value.parts().iter().map(scalar).collect()
}

fn scalar(part: &Scalar) -> Json {
    match part {
        Scalar::Null => Json::Null,
        Scalar::Int(n) => (*n).into(),
        Scalar::Text(t) => t.as_str().into(),
        Scalar::Bytes(b) => hex(b).into(),
        Scalar::Ref(id) => id.to_string().into(),
        Scalar::Newer(raw) => Map::from_iter([("cbor".to_owned(), hex(raw).into())]).into(),
    }
}

/// What stands for a part in JSON.
const fn type_of(ty: PartType) -> &'static str {
    match ty {
        PartType::Int => "number",
        PartType::Text => "text",
        PartType::Date => "date",
        PartType::Bytes | PartType::Attachment => "bytes",
        PartType::Ref => "id",
    }
}

/// A value from its parts by name; a field of one part may be given without its name, and null clears any.
pub(super) fn read(field: &Field, given: &Json) -> Result<Value> {
    let refuse = |part: &str| {
        let takes: Vec<_> = field.parts.iter().map(|part| json!({ "name": part.name, "type": type_of(part.ty) })).collect();
        let nothing = field.may_be_empty().then_some("`null`");
        Error::Refused(Problem::new("invalid_value").with("field", field.name).with("part", part).with("takes", takes).with("clears", nothing))
    };
    let single;
    let object = match given {
        Json::Object(object) => object,
        Json::Null => return Ok(Value::cleared()),
        other => {
            let [part] = field.parts else { return Err(refuse("")) };
            single = Map::from_iter([(part.name.to_owned(), other.clone())]);
            &single
        }
    };
    if let Some(stranger) = object.keys().find(|key| !field.parts.iter().any(|p| p.name == key.as_str())) {
        return Err(refuse(stranger));
    }
    let parts = field.parts.iter().map(|part| match (object.get(part.name), part.ty) {
        (None | Some(Json::Null), _) => Ok(Scalar::Null),
        (Some(Json::Number(n)), PartType::Int) => n.as_i64().map(Scalar::Int).ok_or_else(|| refuse(part.name)),
        (Some(Json::String(t)), PartType::Text | PartType::Date) => Ok(Scalar::Text(t.clone())),
        (Some(Json::String(t)), PartType::Ref) => t.parse().map(Scalar::Ref).map_err(|_| refuse(part.name)),
        _ => Err(refuse(part.name)),
    });
    Ok(Value::new(parts.collect::<Result<_>>()?))
}
