//! Pages outside the union that were damaged where they lie.

use super::forge::Post;

#[test]
fn a_store_does_not_verify_while_a_page_that_was_set_aside_is_damaged() {
    let post = Post::new();
    let taken = post.hq.import(&post.sealed(&post.frames), None, &mut |_, _| true).unwrap();
    post.hq.set_aside(&taken.bundle).unwrap();
    let problems = || post.hq.verify().unwrap().problems.into_iter().map(|problem| problem.code).collect::<Vec<_>>();
    assert_eq!(problems(), [""; 0], "as it was set aside, it holds");
    let set = |column: &str, to: &[u8]| post.hq.store.write(|sql| Ok(sql.execute(&format!("UPDATE page_aside SET {column} = ?1"), [to])?)).unwrap();
    let body: Vec<u8> = post.hq.read(|r| Ok(r.sql().query_row("SELECT body FROM page_aside", [], |r| r.get(0))?)).unwrap();
    assert_eq!(set("sig", &[7; 64]), 1);
    assert_eq!(problems(), ["page_signature_wrong"]);
    set("body", &body[..body.len() / 2]);
    assert_eq!(problems(), ["page_unreadable"], "taking it in again would fail, and so does asking what waits");
}
