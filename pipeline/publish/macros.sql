-- Names and words for people. fold() is for search: no tone marks, đ = d, sĩ = sỹ, punctuation = one blank.

CREATE MACRO fold(s) AS trim(regexp_replace(
    regexp_replace(
        regexp_replace(lower(strip_accents(replace(replace(s, 'đ', 'd'), 'Đ', 'D'))), '[^a-z0-9]+', ' ', 'g'),
        '\b([bcdghklmnpqrstvx]+)y\b', '\1i', 'g'),
    '\bquy\b', 'qui', 'g'));

CREATE MACRO level_name(s) AS CASE s
    WHEN 'co_so' THEN 'cơ sở' WHEN 'tinh' THEN 'tỉnh, thành phố'
    WHEN 'bo_nganh' THEN 'bộ, ngành' WHEN 'nha_nuoc' THEN 'Nhà nước' END;

CREATE MACRO kind_name(s) AS CASE s
    WHEN 'ca_nhan' THEN 'cá nhân' WHEN 'tap_the' THEN 'tập thể' WHEN 'ho_gia_dinh' THEN 'hộ gia đình' END;

CREATE MACRO status_name(s) AS CASE s
    WHEN 'awarded' THEN 'đã tặng' WHEN 'proposed' THEN 'đề nghị'
    WHEN 'registered' THEN 'đăng ký' WHEN 'revoked' THEN 'thu hồi' END;

CREATE MACRO rank_name(n) AS CASE n WHEN 1 THEN ' hạng Nhất' WHEN 2 THEN ' hạng Nhì' WHEN 3 THEN ' hạng Ba' ELSE '' END;

CREATE MACRO count_name(n, qualifier) AS CASE qualifier
    WHEN 'exact' THEN n::VARCHAR WHEN 'approx' THEN 'khoảng ' || n WHEN 'at_least' THEN 'từ ' || n || ' trở lên'
    WHEN 'at_most' THEN 'nhiều nhất ' || n ELSE 'không rõ số' END;

CREATE MACRO years_name(a, b) AS CASE WHEN a = b THEN a::VARCHAR ELSE a || '–' || b END;

CREATE MACRO host(url) AS regexp_extract(url, '^[a-z]+://([^/:]+)', 1);

-- How far an award has come.
CREATE MACRO stage(s) AS list_position(['registered', 'proposed', 'awarded', 'revoked'], s);
