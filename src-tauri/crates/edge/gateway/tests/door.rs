//! What must not happen does not compile.

#[test]
fn nothing_but_a_verified_signature_opens_the_door() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
