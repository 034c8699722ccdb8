//! Messages as text: what arrives is sorted into requests, notifications and answers; what leaves is written once.

use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response, ResponseError};
use serde::Serialize;
use serde_json::{Map, Value};

/// Why a request gets an error: the code and what to say.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) code: ErrorCode,
    pub(super) message: String,
}

impl Refusal {
    pub(super) fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

/// Reads one body. Invalid JSON is a parse error, JSON that is no message an invalid request.
pub(super) fn parse(body: &[u8]) -> Result<Message, Refusal> {
    let value: Value = serde_json::from_slice(body)
        .map_err(|error| Refusal::new(ErrorCode::ParseError, error.to_string()))?;
    let Value::Object(mut object) = value else {
        return Err(invalid("a message is an object"));
    };
    let id = object.remove("id");
    match (object.remove("method"), id) {
        (Some(Value::String(method)), None) => {
            Ok(Notification { method, params: params(object) }.into())
        }
        (Some(Value::String(method)), Some(id)) => {
            let id = request_id(id).ok_or_else(|| invalid("an id is a string or an integer"))?;
            Ok(Request { id, method, params: params(object) }.into())
        }
        (None, Some(id)) => answer(id, object),
        _ => Err(invalid("a message has a method or an id")),
    }
}

fn params(mut object: Map<String, Value>) -> Value {
    object.remove("params").unwrap_or_default()
}

fn request_id(id: Value) -> Option<RequestId> {
    match id {
        Value::String(text) => Some(text.into()),
        Value::Number(number) => Some(i32::try_from(number.as_i64()?).ok()?.into()),
        _ => None,
    }
}

fn answer(id: Value, mut object: Map<String, Value>) -> Result<Message, Refusal> {
    let response_result = match (object.remove("result"), object.remove("error")) {
        (_, Some(error)) if !error.is_null() => Err(serde_json::from_value(error)
            .map_err(|_| invalid("an error has a code and a message"))?),
        (Some(result), _) => Ok(result),
        (None, _) => return Err(invalid("an answer has a result or an error")),
    };
    // An answer to nobody, such as the one to a message that could not be read, is no concern of ours.
    let id = request_id(id).unwrap_or_else(|| String::new().into());
    Ok(Response { id, response_result }.into())
}

fn invalid(message: &str) -> Refusal {
    Refusal::new(ErrorCode::InvalidRequest, message)
}

/// The text of a request of ours.
pub(super) fn request(request: &Request) -> String {
    let id = text(&request.id);
    let method = text(&request.method);
    // A method without params has none at all, and not `null`.
    match &request.params {
        Value::Null => format!(r#"{{"jsonrpc":"2.0","id":{id},"method":{method}}}"#),
        params => {
            let params = text(params);
            format!(r#"{{"jsonrpc":"2.0","id":{id},"method":{method},"params":{params}}}"#)
        }
    }
}

/// The text of a notification, its params being JSON already.
pub(super) fn notification(method: &str, params: &str) -> String {
    format!(r#"{{"jsonrpc":"2.0","method":"{method}","params":{params}}}"#)
}

/// The text of an answer, its result being JSON already.
pub(super) fn result(id: &RequestId, result: &str) -> String {
    format!(r#"{{"jsonrpc":"2.0","id":{},"result":{result}}}"#, text(id))
}

/// The text of an error; without an id for a message that could not be read.
pub(super) fn error(id: Option<&RequestId>, refusal: Refusal) -> String {
    let error = ResponseError { code: refusal.code as i32, message: refusal.message, data: None };
    format!(r#"{{"jsonrpc":"2.0","id":{},"error":{}}}"#, text(&id), text(&error))
}

/// Any of the protocol's types as JSON.
pub(super) fn text(value: &impl Serialize) -> String {
    // Only maps with keys that are no strings cannot be written, and the protocol has none.
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}

/// Any of the protocol's types as a JSON value.
pub(super) fn value(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(body: &str) -> Option<i32> {
        parse(body.as_bytes()).err().map(|refusal| refusal.code as i32)
    }

    #[test]
    fn sorts_messages() {
        let request = parse(br#"{"jsonrpc":"2.0","id":"a","method":"shutdown","params":null}"#);
        assert!(matches!(request, Ok(Message::Request(Request { params: Value::Null, .. }))));
        let absent = parse(br#"{"jsonrpc":"2.0","id":7,"method":"shutdown"}"#);
        assert!(matches!(absent, Ok(Message::Request(_))));
        assert!(matches!(parse(br#"{"method":"exit"}"#), Ok(Message::Notification(_))));
        assert!(matches!(parse(br#"{"id":1,"result":null}"#), Ok(Message::Response(_))));
        let failed = parse(br#"{"id":1,"error":{"code":1,"message":"no"}}"#);
        assert!(matches!(failed, Ok(Message::Response(r)) if r.response_result.is_err()));
        assert!(matches!(parse(br#"{"id":null,"result":1}"#), Ok(Message::Response(_))));
    }

    #[test]
    fn tells_bad_json_from_bad_messages() {
        assert_eq!(code("{"), Some(-32700));
        assert_eq!(code(""), Some(-32700));
        assert_eq!(parse(b"{\"method\":\"\xff\"}").err().map(|r| r.code as i32), Some(-32700));
        assert_eq!(code(&"[".repeat(100_000)), Some(-32700));
        for body in
            ["[]", "{}", "7", r#"{"id":1}"#, r#"{"method":1}"#, r#"{"id":1.5,"method":"x"}"#]
        {
            assert_eq!(code(body), Some(-32600), "{body}");
        }
    }

    #[test]
    fn errors_without_a_message_have_a_null_id() {
        let text = error(None, Refusal::new(ErrorCode::ParseError, "x"));
        assert_eq!(text, r#"{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"x"}}"#);
    }
}
