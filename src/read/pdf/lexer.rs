//! Bytes in, tokens out: the smallest parts of PDF's syntax, which objects and page contents share.

/// A part, as it stands in the bytes.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Token<'a> {
    Number(f64),
    /// Without its slash; `#20` is still written so.
    Name(&'a [u8]),
    /// Without its parentheses; escapes are still written so.
    Text(&'a [u8]),
    /// Without its angle brackets.
    Hex(&'a [u8]),
    ListStart,
    ListEnd,
    DictStart,
    DictEnd,
    /// `obj`, `Tj`, `true` and whatever else.
    Word(&'a [u8]),
}

/// Where we are in some bytes.
#[derive(Clone, Debug)]
pub(super) struct Lexer<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
}

/// Blanks of PDF: NUL is one.
pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

impl<'a> Lexer<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at: at.min(bytes.len()) }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn slice(&self, from: usize, to: usize) -> &'a [u8] {
        self.bytes.get(from..to).unwrap_or_default()
    }

    fn skip_blanks(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                let rest = self.slice(self.at, self.bytes.len());
                self.at +=
                    rest.iter().position(|b| matches!(b, b'\r' | b'\n')).unwrap_or(rest.len());
            } else if is_blank(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    /// The next token; nothing at the end.
    pub(super) fn token(&mut self) -> Option<Token<'a>> {
        self.skip_blanks();
        let byte = self.peek()?;
        let start = self.at;
        self.at += 1;
        Some(match byte {
            b'/' => {
                self.regular();
                Token::Name(self.slice(start + 1, self.at))
            }
            b'(' => self.text(),
            b'<' if self.peek() == Some(b'<') => {
                self.at += 1;
                Token::DictStart
            }
            b'<' => {
                let rest = self.slice(self.at, self.bytes.len());
                let end = self.at + rest.iter().position(|&b| b == b'>').unwrap_or(rest.len());
                let hex = self.slice(self.at, end);
                self.at = end + 1;
                Token::Hex(hex)
            }
            b'>' if self.peek() == Some(b'>') => {
                self.at += 1;
                Token::DictEnd
            }
            b'[' => Token::ListStart,
            b']' => Token::ListEnd,
            b')' | b'>' | b'{' | b'}' => Token::Word(self.slice(start, self.at)),
            _ => {
                self.regular();
                let word = self.slice(start, self.at);
                number(word).map_or(Token::Word(word), Token::Number)
            }
        })
    }

    /// Passes over bytes that are neither blank nor delimiter.
    fn regular(&mut self) {
        while self.peek().is_some_and(|b| !is_blank(b) && !is_delimiter(b)) {
            self.at += 1;
        }
    }

    fn text(&mut self) -> Token<'a> {
        let (start, mut open) = (self.at, 1_u32);
        while let Some(byte) = self.peek() {
            match byte {
                b'\\' => self.at += 1,
                b'(' => open += 1,
                b')' => open -= 1,
                _ => {}
            }
            self.at += 1;
            if open == 0 {
                return Token::Text(self.slice(start, self.at - 1));
            }
        }
        self.at = self.bytes.len();
        Token::Text(self.slice(start, self.at))
    }
}

/// `12`, `-.5`, `+3.`; also what careless producers write: `--5` and `0.0-12` (read up to its second sign).
fn number(word: &[u8]) -> Option<f64> {
    let mut rest = word;
    let mut sign = 1.0;
    while let [first @ (b'+' | b'-'), tail @ ..] = rest {
        if *first == b'-' {
            sign = -1.0;
        }
        rest = tail;
    }
    let (mut value, mut scale, mut digits, mut fraction) = (0.0, 1.0, 0, false);
    for &byte in rest {
        match byte {
            b'0'..=b'9' => {
                digits += 1;
                value = value * 10.0 + f64::from(byte - b'0');
                if fraction {
                    scale *= 10.0;
                }
            }
            b'.' if !fraction => fraction = true,
            b'-' if digits > 0 => break,
            _ => return None,
        }
    }
    (digits > 0 || (fraction && rest.len() == 1)).then_some(sign * value / scale)
}

/// What a string in parentheses says.
pub(super) fn unescape(raw: &[u8], out: &mut Vec<u8>) {
    let mut bytes = raw.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        if byte != b'\\' {
            out.push(byte);
            continue;
        }
        match bytes.next() {
            Some(b'n') => out.push(b'\n'),
            Some(b'r') => out.push(b'\r'),
            Some(b't') => out.push(b'\t'),
            Some(b'b') => out.push(8),
            Some(b'f') => out.push(0x0c),
            Some(b'\r') => {
                bytes.next_if_eq(&b'\n');
            }
            Some(b'\n') | None => {}
            Some(first @ b'0'..=b'7') => {
                let mut code = u32::from(first - b'0');
                for _ in 0..2 {
                    if let Some(next) = bytes.next_if(|b| matches!(b, b'0'..=b'7')) {
                        code = code * 8 + u32::from(next - b'0');
                    }
                }
                out.push(u8::try_from(code & 0xff).unwrap_or_default());
            }
            Some(other) => out.push(other),
        }
    }
}

/// What a string in angle brackets says. A last half byte counts as its upper half.
pub(super) fn unhex(raw: &[u8], out: &mut Vec<u8>) {
    let mut upper = None;
    for half in raw.iter().filter_map(|&b| half(b)) {
        match upper.take() {
            None => upper = Some(half << 4),
            Some(first) => out.push(first | half),
        }
    }
    out.extend(upper);
}

fn half(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// What a name says: `#20` is a blank.
pub(super) fn name(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let [first, tail @ ..] = rest {
        rest = tail;
        if *first == b'#'
            && let [a, b, after @ ..] = tail
            && let (Some(a), Some(b)) = (half(*a), half(*b))
        {
            out.push(a << 4 | b);
            rest = after;
        } else {
            out.push(*first);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &str, expected: &str) {
        let mut lexer = Lexer::new(bytes.as_bytes(), 0);
        let mut found = Vec::new();
        while let Some(token) = lexer.token() {
            let mut said = Vec::new();
            found.push(match token {
                Token::Number(number) => number.to_string(),
                Token::Name(raw) => format!("/{}", String::from_utf8_lossy(&name(raw))),
                Token::Text(raw) => {
                    unescape(raw, &mut said);
                    format!("({})", String::from_utf8_lossy(&said))
                }
                Token::Hex(raw) => {
                    unhex(raw, &mut said);
                    format!("<{}>", String::from_utf8_lossy(&said))
                }
                Token::Word(word) => String::from_utf8_lossy(word).into_owned(),
                other => format!("{other:?}"),
            });
        }
        assert_eq!(found.join(" "), expected);
    }

    #[test]
    fn numbers_in_all_their_forms() {
        check("1 -.5 +3. --7 0.0-12 . 4.25", "1 -0.5 3 -7 0 0 4.25");
        check("1.2.3 1e5 -", "1.2.3 1e5 -");
    }

    #[test]
    fn strings_and_names() {
        check(r"(a\(b\)(c)\n\101\53) <4a4B4>", "(a(b)(c)\nA+) <JK@>");
        check("/A#20b/C#zz(x)", "/A b /C#zz (x)");
        check("(open", "(open)");
        check("<4a", "<J>");
    }

    #[test]
    fn the_rest() {
        check(
            "<</K[1 true]>>% words\nendobj",
            "DictStart /K ListStart 1 true ListEnd DictEnd endobj",
        );
        check("", "");
    }
}
