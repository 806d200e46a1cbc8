#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, specta::Type)]
pub struct ParamSchema { pub name: String, pub kind: String, pub default: f64, pub min: f64, pub max: f64, pub step: f64, pub description: String, pub unit: String }
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, specta::Type)]
pub struct StrategySchema { pub name: String, pub label: String, pub description: String, pub practice: bool, pub params: Vec<ParamSchema> }
