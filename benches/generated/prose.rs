//! Reports as text, varied by a fixed seed: about 2.9 kB each, a dozen numbers among sentences that state none.
#![allow(dead_code, reason = "each bench uses what it needs")]

use super::Dice;
use std::fmt::Write as _;

const PLACES: [&str; 16] = [
    "Tatarstan",
    "China",
    "Kazakhstan",
    "Germany",
    "Turkey",
    "India",
    "Uzbekistan",
    "Belarus",
    "Japan",
    "Vietnam",
    "Brazil",
    "Egypt",
    "Bashkortostan",
    "Italy",
    "Iran",
    "France",
];
const MONTHS: [&str; 6] = ["January", "March", "May", "August", "October", "December"];
const QUIET: [&str; 8] = [
    "The two sides went through the agenda of the next meeting and agreed to come back to the harder points in spring.",
    "Visitors were shown the old town, the river port and a plant that has made the same machines for three generations.",
    "Asked about freight, the head of the railway said that the bottleneck was not the track but the yards at its ends.",
    "Nobody at the ministry would say more about it on the telephone that afternoon.",
    "Small firms had sent their own delegation, for the first time, and their stands were the busiest of the hall.",
    "A round table on standards ended, as such tables do, with a promise to hold another one.",
    "The governor thanked the consul for his patience and the interpreters for theirs.",
    "Farmers in the south wait for rain; traders in the north wait for the farmers.",
];

const PLACES_IN_CASES: [(&str, &str, &str, &str); 8] = [
    ("Татарстан", "Татарстана", "Татарстаном", "Татарстан"),
    ("Китай", "Китая", "Китаем", "Китай"),
    ("Казахстан", "Казахстана", "Казахстаном", "Казахстан"),
    ("Турция", "Турции", "Турцией", "Турцию"),
    ("Узбекистан", "Узбекистана", "Узбекистаном", "Узбекистан"),
    ("Беларусь", "Беларуси", "Беларусью", "Беларусь"),
    ("Индия", "Индии", "Индией", "Индию"),
    ("Башкортостан", "Башкортостана", "Башкортостаном", "Башкортостан"),
];
const QUIET_IN_RUSSIAN: [&str; 6] = [
    "Стороны прошлись по повестке следующей встречи и решили вернуться к трудным вопросам весной.",
    "Гостям показали старый город, речной порт и завод, который третье поколение делает одни и те же станки.",
    "Узкое место, сказал начальник дороги, не пути, а станции на их концах.",
    "Больше в министерстве в тот день по телефону ничего сказать не захотели.",
    "Малые предприятия впервые прислали свою делегацию, и у их стендов было многолюднее всего.",
    "Круглый стол о стандартах кончился, как водится, обещанием собраться за ним ещё раз.",
];

/// One report in Russian.
pub(crate) fn report_in_russian(number: usize, dice: &mut Dice) -> String {
    let a = dice.below(PLACES_IN_CASES.len());
    let b = (a + 1 + dice.below(PLACES_IN_CASES.len() - 1)) % PLACES_IN_CASES.len();
    let ((name, of_a, _, _), (_, of_b, with_b, to_b)) = (PLACES_IN_CASES[a], PLACES_IN_CASES[b]);
    let year = 2006 + dice.below(19);
    let mut text = format!("{name} подвёл итоги торговли с {with_b}, отчёт {number}\n\n");
    for paragraph in 0..6 {
        let (whole, tenth, percent) = (1 + dice.below(90), dice.below(10), 1 + dice.below(60));
        let earlier = year - dice.below(3);
        let _ = match (paragraph + number) % 6 {
            0 => write!(
                text,
                "Товарооборот {of_a} с {with_b} в {earlier} году составил {whole},{tenth} млрд долларов, что на {percent},{tenth}% больше, чем годом ранее."
            ),
            1 => write!(
                text,
                "Экспорт в {to_b} достиг {whole}{tenth} млн долларов, импорт – {percent} млн."
            ),
            2 => write!(
                text,
                "За первое полугодие {earlier} года оборот снизился почти на {percent}% и не превысил {whole},{tenth} млрд рублей."
            ),
            3 => write!(
                text,
                "Ввоз оборудования из {of_b} вырос в 1,{tenth} раза, его доля – {percent} процентов."
            ),
            4 => write!(
                text,
                "Инвестиции {of_b} в экономику {of_a} превысили {whole} млн евро, всего {percent} проектов."
            ),
            _ => write!(
                text,
                "За январь–июль {earlier} года {name} поставил в {to_b} товаров на {whole},{tenth} млн долларов."
            ),
        };
        for _ in 0..4 {
            let _ = write!(text, " {}", QUIET_IN_RUSSIAN[dice.below(QUIET_IN_RUSSIAN.len())]);
        }
        text.push_str("\n\n");
    }
    text
}

/// One report.
pub(crate) fn report(number: usize, dice: &mut Dice) -> String {
    let a = dice.below(PLACES.len());
    let b = (a + 1 + dice.below(PLACES.len() - 1)) % PLACES.len();
    let (a, b) = (PLACES[a], PLACES[b]);
    let year = 2006 + dice.below(19);
    let mut text = format!(
        "{a} and {b} count their trade, report {number}\n\n{} {} {}\n\n",
        1 + dice.below(28),
        MONTHS[dice.below(6)],
        year + 1
    );
    for paragraph in 0..6 {
        let (whole, tenth) = (1 + dice.below(90), dice.below(10));
        let percent = 1 + dice.below(60);
        let earlier = year - dice.below(3);
        let _ = match (paragraph + number) % 6 {
            0 => write!(
                text,
                "In {earlier}, trade between {a} and {b} reached ${whole}.{tenth} billion, up {percent}.{tenth}% from a year earlier."
            ),
            1 => write!(
                text,
                "Exports from {a} to {b} amounted to ${whole}{tenth} million in {earlier}, and imports to ${percent} million."
            ),
            2 => write!(
                text,
                "Turnover with {b} fell by almost {percent}% to ${whole}.{tenth} million in the first half of {earlier}."
            ),
            3 => write!(
                text,
                "Imports of machinery from {b} grew 1.{tenth} times over {earlier} and made up {percent}% of the total."
            ),
            4 => write!(
                text,
                "{b} has invested about ${whole} million in {a}, over {percent} projects, since {earlier}."
            ),
            _ => write!(
                text,
                "For the first {} months of {earlier}, {a}'s exports to {b} were worth ${whole}.{tenth} million, against ${percent}.5 million.",
                2 + tenth
            ),
        };
        for _ in 0..4 {
            let _ = write!(text, " {}", QUIET[dice.below(QUIET.len())]);
        }
        text.push_str("\n\n");
    }
    text
}
