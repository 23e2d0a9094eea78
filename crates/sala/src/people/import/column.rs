//! Which column of a nomination list holds what, by the titles that offices really write.

use super::super::value::codes;

codes! {
    /// What a column of a roster can hold.
    RosterField {
        /// The participant's code.
        Code = "code",
        /// The name in Latin letters.
        Name = "name",
        /// Given name alone, where the list keeps the two apart.
        Given = "given",
        /// Family name alone.
        Family = "family",
        /// The name in its own script.
        Native = "native",
        /// Language.
        Language = "language",
        /// Sex.
        Sex = "sex",
        /// Country.
        Country = "country",
        /// Organisation.
        Organisation = "organisation",
        /// Kind of organisation.
        OrgType = "org_type",
        /// Position.
        Position = "position",
        /// E-mail address.
        Email = "email",
        /// Telephone.
        Phone = "phone",
        /// Role in the programme.
        Role = "role",
        /// How the nomination stands.
        Standing = "status",
    }
}

impl RosterField {
    /// What a column title says, or `None` when it is not one of ours.
    pub fn guess(title: &str) -> Option<Self> {
        let whole = plain(title);
        exact(&whole)
            .or_else(|| {
                // "Full name (as in passport)": the part in brackets explains, it does not name.
                let outside = title.split(['(', '[', '（']).next().unwrap_or_default();
                exact(&plain(outside))
            })
            .or_else(|| {
                // "Name / ชื่อ" or "ชื่อ / ຊື່ / ឈ្មោះ": the Latin word decides, if there is one.
                let mut parts = title.split(['/', '\n', '|']).filter_map(|part| exact(&plain(part)));
                let first = parts.next()?;
                Some(parts.fold(first, |kept, part| if kept == Self::Native { part } else { kept }))
            })
    }
}

/// Lower case, single spaces, no full stops, stars or colons.
pub(super) fn plain(title: &str) -> String {
    let words: Vec<String> =
        title.to_lowercase().replace(['.', '*', ':', '_', '\u{200B}'], " ").replace('-', " ").split_whitespace().map(str::to_owned).collect();
    words.join(" ")
}

fn exact(title: &str) -> Option<RosterField> {
    TITLES.iter().find(|(_, titles)| titles.contains(&title)).map(|(field, _)| *field)
}

use RosterField as F;

/// Titles by field, as [`plain`] writes them.
const TITLES: &[(RosterField, &[&str])] = &[
    (
        F::Code,
        &[
            "no",
            "code",
            "participant code",
            "participant no",
            "participant id",
            "badge",
            "badge no",
            "id",
            "#",
            "№",
            "nr",
            "ลำดับ",
            "รหัส",
            "ລຳດັບ",
            "ລະຫັດ",
            "ល រ",
            "លេខ",
            "စဉ်",
            "stt",
            "mã",
            "序号",
            "编号",
        ],
    ),
    (
        F::Name,
        &[
            "name",
            "full name",
            "fullname",
            "participant",
            "participant name",
            "name of participant",
            "participants name",
            "nominee",
            "name of nominee",
            "nominee name",
            "candidate",
            "name in english",
            "english name",
            "name in latin script",
            "passport name",
            "name in passport",
            "first and last name",
        ],
    ),
    (F::Given, &["given name", "given names", "first name", "forename", "tên"]),
    (F::Family, &["family name", "surname", "last name", "họ", "นามสกุล", "ນາມສະກຸນ"]),
    (
        F::Native,
        &[
            "name in own script",
            "native name",
            "name in native script",
            "name in native language",
            "name in own language",
            "local name",
            "name in local language",
            "name in local script",
            "ชื่อ",
            "ชื่อ สกุล",
            "ชื่อ นามสกุล",
            "ชื่อสกุล",
            "ຊື່",
            "ຊື່ ແລະ ນາມສະກຸນ",
            "ຊື່ ນາມສະກຸນ",
            "ឈ្មោះ",
            "គោត្តនាម និងនាម",
            "နာမည်",
            "အမည်",
            "họ và tên",
            "họ tên",
            "姓名",
            "中文姓名",
            "名字",
        ],
    ),
    (F::Language, &["language", "mother tongue", "preferred language", "ภาษา", "ພາສາ", "ភាសា", "ဘာသာစကား", "ngôn ngữ", "语言"]),
    (F::Sex, &["sex", "gender", "m/f", "f/m", "sex (m/f)", "male/female", "เพศ", "ເພດ", "ភេទ", "ကျား/မ", "လိင်", "giới tính", "性别"]),
    (
        F::Country,
        &[
            "country",
            "nationality",
            "country of residence",
            "home country",
            "ประเทศ",
            "ສັນຊາດ",
            "ປະເທດ",
            "ប្រទេស",
            "နိုင်ငံ",
            "quốc gia",
            "nước",
            "quốc tịch",
            "国家",
            "国籍",
        ],
    ),
    (
        F::Organisation,
        &[
            "organisation",
            "organization",
            "agency",
            "institution",
            "company",
            "employer",
            "organisation name",
            "organization name",
            "name of organisation",
            "name of organization",
            "affiliation",
            "office",
            "หน่วยงาน",
            "องค์กร",
            "ອົງກອນ",
            "ໜ່ວຍງານ",
            "ອົງການ",
            "អង្គភាព",
            "ស្ថាប័ន",
            "អង្គការ",
            "အဖွဲ့အစည်း",
            "cơ quan",
            "đơn vị",
            "tổ chức",
            "单位",
            "机构",
        ],
    ),
    (
        F::OrgType,
        &[
            "organisation type",
            "organization type",
            "type of organisation",
            "type of organization",
            "type of agency",
            "agency type",
            "kind of organisation",
            "org type",
            "sector type",
            "ประเภทหน่วยงาน",
            "ປະເພດອົງກອນ",
            "ប្រភេទអង្គភាព",
            "loại hình",
            "单位类型",
        ],
    ),
    (
        F::Position,
        &[
            "position",
            "designation",
            "title",
            "job title",
            "post",
            "occupation",
            "rank",
            "ตำแหน่ง",
            "ຕຳແໜ່ງ",
            "តួនាទី",
            "មុខតំណែង",
            "ရာထူး",
            "chức vụ",
            "chức danh",
            "职务",
            "职位",
        ],
    ),
    (
        F::Email,
        &[
            "email",
            "e mail",
            "email address",
            "e mail address",
            "mail",
            "อีเมล",
            "อีเมล์",
            "ອີເມວ",
            "ອີເມລ",
            "អ៊ីមែល",
            "អ៊ីម៉ែល",
            "အီးမေးလ်",
            "thư điện tử",
            "邮箱",
            "电子邮件",
            "电子邮箱",
        ],
    ),
    (
        F::Phone,
        &[
            "phone",
            "telephone",
            "tel",
            "mobile",
            "mobile phone",
            "phone number",
            "telephone number",
            "mobile number",
            "cell",
            "contact number",
            "โทรศัพท์",
            "เบอร์โทร",
            "เบอร์โทรศัพท์",
            "ໂທລະສັບ",
            "ເບີໂທ",
            "ເບີໂທລະສັບ",
            "ទូរស័ព្ទ",
            "លេខទូរស័ព្ទ",
            "ဖုန်း",
            "ဖုန်းနံပါတ်",
            "điện thoại",
            "số điện thoại",
            "电话",
            "手机",
        ],
    ),
    (F::Role, &["role", "role in programme", "บทบาท", "ບົດບາດ", "vai trò", "角色"]),
    (F::Standing, &["status", "nomination status", "สถานะ", "ສະຖານະ", "trạng thái", "状态"]),
];

#[cfg(test)]
mod tests {
    use super::RosterField as F;

    #[test]
    fn titles_of_real_forms_are_understood_and_a_foreign_one_is_left_alone() {
        for (title, field) in [
            ("Full name (as in passport)", Some(F::Name)),
            ("ชื่อ / ຊື່ / ឈ្មោះ / အမည်", Some(F::Native)),
            ("Name / ชื่อ", Some(F::Name)),
            ("M/F", Some(F::Sex)),
            ("Type of agency", Some(F::OrgType)),
            ("E-mail", Some(F::Email)),
            ("  TEL. ", Some(F::Phone)),
            ("Name in own script", Some(F::Native)),
            ("Họ và tên", Some(F::Native)),
            ("Chức vụ", Some(F::Position)),
            ("Dietary needs", None),
            ("", None),
        ] {
            assert_eq!(F::guess(title), field, "{title:?}");
        }
    }
}
