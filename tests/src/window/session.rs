//! The WebDriver protocol, as much of it as the stories use (W3C WebDriver, <https://www.w3.org/TR/webdriver2/>).

use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

/// The key under which the protocol names an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// One window of the program, from its start to its end.
pub struct Session {
    agent: ureq::Agent,
    address: String,
}

/// Something in the page that was found.
#[derive(Clone, Debug)]
pub struct Element(String);

impl Session {
    /// Starts the program and answers as soon as its web view is there.
    pub fn start(driver: &str, program: &Path, arguments: &[String]) -> Result<Session, String> {
        let config = ureq::Agent::config_builder().http_status_as_error(false).timeout_global(Some(Duration::from_secs(90)));
        let mut session = Session { agent: config.build().into(), address: format!("{driver}/session") };
        let options = json!({ "application": program, "args": arguments });
        let wanted = json!({ "capabilities": { "alwaysMatch": { "tauri:options": options } } });
        let answer = session.post("", &wanted)?;
        let id = answer.get("sessionId").and_then(Value::as_str).ok_or("the driver gave the session no name")?;
        session.address = format!("{}/{id}", session.address);
        Ok(session)
    }

    /// Clicks in the middle of the element, as a mouse would: what covers it is hit instead, and that is an error.
    pub fn click(&self, element: &Element) -> Result<(), String> {
        self.post(&format!("/element/{}/click", element.0), &json!({})).map(drop)
    }

    /// Types into an element.
    pub fn type_into(&self, element: &Element, text: &str) -> Result<(), String> {
        self.post(&format!("/element/{}/value", element.0), &json!({ "text": text })).map(drop)
    }

    /// Empties a text field.
    pub fn clear(&self, element: &Element) -> Result<(), String> {
        self.post(&format!("/element/{}/clear", element.0), &json!({})).map(drop)
    }

    /// Presses keys wherever the focus is; every key of a chord is held until its last one came up.
    pub fn press(&self, chord: &[&str]) -> Result<(), String> {
        let down = chord.iter().map(|key| step("keyDown", key));
        let up = chord.iter().rev().map(|key| step("keyUp", key));
        self.keyboard(down.chain(up).collect())
    }

    /// Presses one key after the other, with nothing between them.
    pub fn type_at_once(&self, text: &str) -> Result<(), String> {
        let keys = text.chars().map(|key| key.to_string());
        self.keyboard(keys.flat_map(|key| [step("keyDown", &key), step("keyUp", &key)]).collect())
    }

    fn keyboard(&self, actions: Vec<Value>) -> Result<(), String> {
        self.post("/actions", &json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": actions }] })).map(drop)
    }

    /// Runs a script in the page and answers what it returns.
    pub fn run(&self, script: &str, arguments: &[Value]) -> Result<Value, String> {
        self.post("/execute/sync", &json!({ "script": script, "args": arguments }))
    }

    /// The picture of the page, as PNG in base 64.
    pub fn picture(&self) -> Result<String, String> {
        let answer = self.get("/screenshot")?;
        answer.as_str().map(str::to_owned).ok_or_else(|| "the driver sent no picture".to_owned())
    }

    /// Gives the window this size, its frame included.
    pub fn resize(&self, width: u32, height: u32) -> Result<(), String> {
        self.post("/window/rect", &json!({ "width": width, "height": height })).map(drop)
    }

    /// Closes the window, which ends the program.
    pub fn end(&self) -> Result<(), String> {
        let answer = self.agent.delete(&self.address).call().map_err(|error| error.to_string())?;
        value(answer).map(drop)
    }

    fn get(&self, path: &str) -> Result<Value, String> {
        value(self.agent.get(format!("{}{path}", self.address)).call().map_err(|error| error.to_string())?)
    }

    fn post(&self, path: &str, body: &Value) -> Result<Value, String> {
        let url = format!("{}{path}", self.address);
        value(self.agent.post(url).send_json(body).map_err(|error| error.to_string())?)
    }
}

fn step(kind: &str, key: &str) -> Value {
    json!({ "type": kind, "value": key })
}

impl Element {
    /// As a script's argument.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!({ ELEMENT: self.0 })
    }
}

/// What an answer holds; an error of the protocol is its kind and its message.
fn value(mut answer: ureq::http::Response<ureq::Body>) -> Result<Value, String> {
    let status = answer.status();
    let mut body: Value = answer.body_mut().read_json().map_err(|error| error.to_string())?;
    let value = body.get_mut("value").map(Value::take).unwrap_or_default();
    if status.is_success() {
        return Ok(value);
    }
    let word = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    Err(format!("{}: {}", word("error"), word("message")))
}

/// The element that an answer names, if it names one.
pub fn element(value: &Value) -> Option<Element> {
    value.get(ELEMENT).and_then(Value::as_str).map(|id| Element(id.to_owned()))
}
