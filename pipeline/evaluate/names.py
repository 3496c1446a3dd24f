"""When two printed names of organisations are the same name."""

import re
import unicodedata

ABBREVIATIONS = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "thads": "thi hanh an dan su",
    "tandtc": "toa an nhan dan toi cao",
    "tand": "toa an nhan dan",
    "ta": "toa an",
    "vksndtc": "vien kiem sat nhan dan toi cao",
    "vksnd": "vien kiem sat nhan dan",
    "tw": "trung uong",
    "tp": "thanh pho",
    "hcm": "ho chi minh",
    "tphcm": "thanh pho ho chi minh",
    "ldld": "lien doan lao dong",
    "mttq": "mat tran to quoc",
    "gddt": "giao duc va dao tao",
    "lhpn": "lien hiep phu nu",
    "tn": "thanh nien",
    "cp": "chinh phu",
    "ttcp": "thu tuong chinh phu",
    "bdbp": "bo doi bien phong",
    "chqs": "chi huy quan su",
    "khcn": "khoa hoc va cong nghe",
    "khdt": "ke hoach va dau tu",
    "gtvt": "giao thong van tai",
    "ttxvn": "thong tan xa viet nam",
    "csgt": "canh sat giao thong",
    "ldtbxh": "lao dong thuong binh va xa hoi",
    "lhtn": "lien hiep thanh nien",
    "vhttdl": "van hoa the thao va du lich",
    "thpt": "trung hoc pho thong",
    "thcs": "trung hoc co so",
    "bch": "ban chap hanh",
    "dh": "dai hoc",
    "vn": "viet nam",
}
# Words that many organisations share: they tell two names apart less than the rest do.
GENERIC = frozenset(
    re.findall(
        r"\w+",
        "ban bo bi cac cap chi chinh chu co cong cuc cua dan doan don dong du hanh hoi huyen khoa khu "
        "lien lanh dao nganh nghiep nhan nhom nuoc pho phong phuong quan quoc so su tap the thanh thi thuoc tich tinh "
        "to tong toa trung tam tran truong truc tu uong uy va vi vien vu xa an hoc thu giam doc",
    )
)
JOINED_INITIALS = re.compile(r"\b([a-z]{1,3})\s*[&-]\s*([a-z]{1,4})\b")  # GD&ĐT, GD - ĐT


def fold(name: str | None) -> str:
    """Lower case, no tone marks or punctuation, known abbreviations spelled out."""
    text = unicodedata.normalize("NFD", (name or "").lower().replace("đ", "d"))
    text = "".join(ch for ch in text if not unicodedata.combining(ch))
    words = re.findall(r"[a-z0-9]+", JOINED_INITIALS.sub(r"\1\2", text))
    return " ".join(ABBREVIATIONS.get(word, word) for word in words)


def same_name(gold: str | None, predicted: str | None) -> bool:
    """True when one name holds the other, or they share most words and nearly all telling ones."""
    a, b = fold(gold).split(), fold(predicted).split()
    first, second = " ".join(_spell_out(a, b)), " ".join(_spell_out(b, a))
    if not first or not second:
        return first == second
    if f" {first} " in f" {second} " or f" {second} " in f" {first} ":
        return True
    return _overlap(set(first.split()), set(second.split()))


def _overlap(first: set[str], second: set[str]) -> bool:
    telling_first, telling_second = (first - GENERIC) or first, (second - GENERIC) or second
    telling = len(telling_first & telling_second) / min(len(telling_first), len(telling_second))
    return telling >= 0.75 and len(first & second) / len(first | second) >= 0.5


def _spell_out(words: list[str], other: list[str]) -> list[str]:
    """Replace each word that is the initials of consecutive words of `other` by those words."""
    initials = "".join(word[0] for word in other)
    spelled: list[str] = []
    for word in words:
        at = initials.find(word) if len(word) >= 2 and word not in other else -1
        spelled += other[at : at + len(word)] if at >= 0 else [word]
    return spelled
