//! RTF as a row of signs: groups, control words, bytes of text.

/// One sign.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Token<'b> {
    Open,
    Close,
    /// `\par`, `\u1058`: the word, and its number where it has one.
    Word(&'b str, Option<i32>),
    /// `\~`, `\*`: a sign that is no letter.
    Sign(u8),
    /// `\'e2`: a byte of text.
    Byte(u8),
    /// Bytes of text as they stand there.
    Text(&'b [u8]),
}

/// Cuts RTF into its signs.
pub(super) struct Tokens<'b> {
    rest: &'b [u8],
}

impl<'b> Tokens<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes }
    }

    fn take(&mut self, length: usize) -> &'b [u8] {
        let (taken, rest) = self.rest.split_at(length.min(self.rest.len()));
        self.rest = rest;
        taken
    }

    /// What follows a backslash.
    fn control(&mut self) -> Token<'b> {
        let letters = self.rest.iter().take_while(|b| b.is_ascii_alphabetic()).count();
        if letters == 0 {
            return match self.take(1) {
                b"'" => self.byte(),
                // A line end behind a backslash ends the paragraph.
                b"\n" | b"\r" => Token::Word("par", None),
                b"\t" => Token::Word("tab", None),
                [sign] => Token::Sign(*sign),
                _ => Token::Text(b""),
            };
        }
        // Letters of ASCII are UTF-8.
        let word = str::from_utf8(self.take(letters)).unwrap_or_default();
        let minus = usize::from(self.rest.first() == Some(&b'-'));
        let digits = self.rest[minus..].iter().take_while(|b| b.is_ascii_digit()).count();
        let number = if digits == 0 { &b""[..] } else { self.take(minus + digits) };
        let number = str::from_utf8(number).ok().and_then(|number| number.parse().ok());
        if self.rest.first() == Some(&b' ') {
            self.take(1);
        }
        // So many bytes of a picture follow, whatever is among them.
        if word == "bin" {
            self.take(number.and_then(|n| usize::try_from(n).ok()).unwrap_or(0));
        }
        Token::Word(word, number)
    }

    fn byte(&mut self) -> Token<'b> {
        let digits = str::from_utf8(self.take(2)).ok();
        digits
            .and_then(|digits| u8::from_str_radix(digits, 16).ok())
            .map_or(Token::Text(b""), Token::Byte)
    }
}

impl<'b> Iterator for Tokens<'b> {
    type Item = Token<'b>;

    fn next(&mut self) -> Option<Token<'b>> {
        loop {
            return Some(match *self.rest.first()? {
                b'{' => {
                    self.take(1);
                    Token::Open
                }
                b'}' => {
                    self.take(1);
                    Token::Close
                }
                b'\\' => {
                    self.take(1);
                    self.control()
                }
                // Line ends and NUL bytes mean nothing.
                b'\r' | b'\n' | 0 => {
                    self.take(1);
                    continue;
                }
                _ => {
                    let ends = |b: &u8| matches!(b, b'{' | b'}' | b'\\' | b'\r' | b'\n' | 0);
                    let length = self.rest.iter().position(ends).unwrap_or(self.rest.len());
                    Token::Text(self.take(length))
                }
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rtf: &str, expected: &[Token<'_>]) {
        assert_eq!(Tokens::new(rtf.as_bytes()).collect::<Vec<_>>(), expected, "{rtf}");
    }

    #[test]
    fn signs_are_told_apart() {
        use Token::{Byte, Close, Open, Sign, Text, Word};
        check(
            "{\\rtf1\\u-10?\\'e2 \\~\\*\\par b}",
            &[
                Open,
                Word("rtf", Some(1)),
                Word("u", Some(-10)),
                Text(b"?"),
                Byte(0xe2),
                Text(b" "),
                Sign(b'~'),
                Sign(b'*'),
                Word("par", None),
                Text(b"b"),
                Close,
            ],
        );
    }

    #[test]
    fn damage_is_passed_over() {
        use Token::{Text, Word};
        check("\\", &[Text(b"")]);
        check("\\'z", &[Text(b"")]);
        check("\\u99999999999 a", &[Word("u", None), Text(b"a")]);
        check("\\bin3 {}}a", &[Word("bin", Some(3)), Text(b"a")]);
        check("\\bin-3 a\\\n", &[Word("bin", Some(-3)), Text(b"a"), Word("par", None)]);
    }
}
