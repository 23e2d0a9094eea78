//! Which paths a Rust file names, read by a real parser: comments, strings and test modules do not count.

use std::collections::BTreeSet;

use syn::visit::{self, Visit};
use syn::{Item, ItemMod, ItemUse, Macro, UseTree};

/// Every path that the file names, from the crate's top where that is known: `crate::people::Person`,
/// `rusqlite::Connection`. `module` is where the file itself stands in the crate.
pub fn named(source: &str, module: &[&str]) -> syn::Result<BTreeSet<Vec<String>>> {
    let mut namer = Namer { module: module.iter().map(ToString::to_string).collect(), paths: BTreeSet::new() };
    namer.visit_file(&syn::parse_file(source)?);
    Ok(namer.paths)
}

struct Namer {
    module: Vec<String>,
    paths: BTreeSet<Vec<String>>,
}

impl Namer {
    fn note(&mut self, words: &[String]) {
        let mut from = self.module.clone();
        let mut rest = words;
        let mut relative = false;
        while let Some((first, after)) = rest.split_first() {
            match first.as_str() {
                "super" => drop(from.pop()),
                "self" => (),
                _ => break,
            }
            (relative, rest) = (true, after);
        }
        let path = if relative { [&["crate".to_owned()], &from[..], rest].concat() } else { rest.to_vec() };
        self.paths.insert(path);
    }

    fn note_tree(&mut self, before: &[String], tree: &UseTree) {
        let with = |word: &syn::Ident| [before, &[word.to_string()]].concat();
        match tree {
            UseTree::Path(path) => self.note_tree(&with(&path.ident), &path.tree),
            UseTree::Name(name) => self.note(&with(&name.ident)),
            UseTree::Rename(rename) => self.note(&with(&rename.ident)),
            UseTree::Glob(_) => self.note(before),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.note_tree(before, tree)),
        }
    }
}

impl<'ast> Visit<'ast> for Namer {
    fn visit_item(&mut self, item: &'ast Item) {
        let attributes = match item {
            Item::Mod(item) => &item.attrs,
            Item::Fn(item) => &item.attrs,
            Item::Use(item) => &item.attrs,
            Item::Impl(item) => &item.attrs,
            _ => return visit::visit_item(self, item),
        };
        let for_tests =
            |attribute: &syn::Attribute| attribute.path().is_ident("cfg") && attribute.parse_args::<syn::Path>().is_ok_and(|it| it.is_ident("test"));
        if !attributes.iter().any(for_tests) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        self.module.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.note_tree(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let words: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.note(&words);
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        // What a macro is given is not parsed yet: its paths are read from the bare words.
        let text = call.tokens.to_string().replace(' ', "");
        let starts = text.match_indices("crate::").map(|(at, _)| &text[at..]);
        for start in starts.collect::<Vec<_>>() {
            let path = start.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).next().unwrap_or_default();
            self.note(&path.split("::").map(str::to_owned).collect::<Vec<_>>());
        }
        visit::visit_macro(self, call);
    }
}
