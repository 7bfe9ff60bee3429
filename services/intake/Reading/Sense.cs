namespace Territory.Intake.Reading;

/// <summary>What a wording of a phrase file can mean; the names of the lists, one bit each.</summary>
[Flags]
internal enum Sense : ulong
{
    None = 0,
    // Inflected triggers.
    TakeOn = 1ul << 0, Take = 1ul << 1, Receive = 1ul << 2, Enter = 1ul << 3, Advance = 1ul << 4, Deploy = 1ul << 5, Raid = 1ul << 6,
    Fall = 1ul << 7, Become = 1ul << 8, Lose = 1ul << 9, Withdraw = 1ul << 10, Pull = 1ul << 11, Leave = 1ul << 12, HandOver = 1ul << 13,
    Expel = 1ul << 14, Exit = 1ul << 15, Repel = 1ul << 16,
    // Verbs that govern a trigger.
    Attempt = 1ul << 17, Manage = 1ul << 18, Impose = 1ul << 19, Standing = 1ul << 20, Exchange = 1ul << 21, Say = 1ul << 22, Deny = 1ul << 23,
    // Polarity, mood, time.
    Refute = 1ul << 24, Neg = 1ul << 25, Never = 1ul << 26, If = 1ul << 27, May = 1ul << 28, Opens = 1ul << 29, Was = 1ul << 30,
    Still = 1ul << 31, Past = 1ul << 32, Hedge = 1ul << 33, Purpose = 1ul << 34, Attack = 1ul << 35,
    // Roles.
    Hold = 1ul << 36, Grip = 1ul << 37, Favour = 1ul << 38, After = 1ul << 39, Before = 1ul << 40, Fight = 1ul << 41, Against = 1ul << 42,
    Between = 1ul << 43, On = 1ul << 44, OnIt = 1ul << 45, From = 1ul << 46, FromIt = 1ul << 47, To = 1ul << 48, In = 1ul << 49, Near = 1ul << 50,
    Direction = 1ul << 51, Rel = 1ul << 52, That = 1ul << 53, Clause = 1ul << 54,
    // Size.
    Part = 1ul << 55, Most = 1ul << 56, Centre = 1ul << 57, Whole = 1ul << 58, WholeParts = 1ul << 59,
    // Words to step over.
    Adverb = 1ul << 60, OwnForces = 1ul << 61, OwnPosts = 1ul << 62, People = 1ul << 63,
}

/// <summary>Words that say what kind of area a name is, and the few other lists that are no part of a sentence's roles.</summary>
[Flags]
internal enum Hint : ulong
{
    None = 0,
    CueGovernorate = 1ul << 0, CueCountry = 1ul << 1, CueDistrict = 1ul << 2, CueSubdistrict = 1ul << 3, CuePlace = 1ul << 4, CueQuarter = 1ul << 5,
    CueSite = 1ul << 6, CueFeature = 1ul << 7, Itself = 1ul << 8,
    Detainees = 1ul << 9, Freed = 1ul << 10, Curfew = 1ul << 11, Casualties = 1ul << 12, Displaced = 1ul << 13,
    Today = 1ul << 14, Yesterday = 1ul << 15, TwoDaysAgo = 1ul << 16, Night = 1ul << 17, Next = 1ul << 18, Year = 1ul << 19, Since = 1ul << 20,
    Weekday = 1ul << 21, Month = 1ul << 22, Agency = 1ul << 23, Euphemism = 1ul << 24, Expense = 1ul << 25, BeforeThat = 1ul << 26,
    Flag = 1ul << 27, Control = 1ul << 28, Passive = 1ul << 29, Raise = 1ul << 30, Restore = 1ul << 31,
    // Calendar and amounts.
    DayUnit = 1ul << 32, WeekUnit = 1ul << 33, MonthUnit = 1ul << 34, YearUnit = 1ul << 35, Ago = 1ul << 36, Small = 1ul << 37,
    // Sieges: laying one, the word for one, ending one.
    Besiege = 1ul << 38, Siege = 1ul << 39, Lift = 1ul << 43, Lay = 1ul << 60,
    // Joints of English, and of both.
    By = 1ul << 40, Of = 1ul << 41, Had = 1ul << 42, Article = 1ul << 45, Held = 1ul << 47, AmbiguousNames = 1ul << 49, Including = 1ul << 50, Spokes = 1ul << 51, FirstTime = 1ul << 52,
    This = 1ul << 53, InIt = 1ul << 54, Tomorrow = 1ul << 55, Outside = 1ul << 56, CityParts = 1ul << 57, Be = 1ul << 48,
    // The last of those who leave; guns that only reach a place.
    Last = 1ul << 58, ByFire = 1ul << 59,
    // «خالية من»; «إضافة إلى».
    FreeOf = 1ul << 61, Besides = 1ul << 62,
    // «لم تعد»; «الأخير», who was named last.
    NoLonger = 1ul << 44, Latter = 1ul << 46,
    // «الغربية», «الكبرى»: what tells two villages of one name apart.
    Compass = 1ul << 63,
    Cue = CueGovernorate | CueCountry | CueDistrict | CueSubdistrict | CuePlace | CueQuarter,
}

/// <summary>How several parties stand to one place or to each other, and who is no party: further lists of the phrase files.</summary>
[Flags]
internal enum Tie : long
{
    None = 0, Joint = 1, Share = 2, Dispute = 4,
    // «تابعة لهيئة X»; «المدنيين»; «كفر», the head of a longer name; «سوى»; «اتهم A B بـ»; «مكن A B من».
    Affiliated = 8, Civilians = 16, NameHead = 32, Only = 64, Accuse = 128, Enable = 256,
    // "hours after"; "a blow to the army"; "their last bastion".
    HourUnit = 512, Blow = 1024, Bastion = 2048,
    // "10 percent", "the rest": a share of what was named before.
    Remainder = 4096,
    // «انتهت سيطرة Y على X»; «أنهى Z سيطرة Y على X»; «امتدت سيطرة Y إلى X».
    Ends = 1 << 13, Ended = 1 << 14, Extend = 1 << 15,
    // «ثاني بلدة تسقط»; «الأنباء المتداولة عن»; «بحسب الجيش»; «بمدنها وقراها», of a governorate.
    Ordinal = 1 << 16, Rumour = 1 << 17, According = 1 << 18, Environs = 1 << 19,
    // «بعد فشل الهجوم».
    Failure = 1 << 20,
    // «يمثل دحر التنظيم من X نهاية المعركة»: a verb whose subject is what happened.
    Amounts = 1 << 21,
    // «اتفاق», «المصالحة»: by which a place passes without a fight.
    Settlement = 1 << 22,
    // «معارك أسفرت عن سيطرة X على Y».
    Results = 1 << 23,
    // «القوات المتمركزة في X».
    Stationed = 1 << 24,
    // "an alliance of rebels": they act, whatever they are called.
    Body = 1 << 25,
    // "the nearby town": none that was named.
    Another = 1 << 26,
    // "split, with the army holding the west".
    Parted = 1 << 27,
    // "beat back a push by": what is tried and may be beaten back.
    Assault = 1 << 28,
    // "drove the group from": who was named before.
    Those = 1 << 29,
    // "hands security there to".
    Duty = 1 << 30,
    // "the Damascus suburb of Daraya"; "now controls", "firmly holds".
    Suburb = 1L << 31, Newly = 1L << 32,
    // "took A and, later, B": what stands between two names of a list.
    Meantime = 1L << 33,
    // "expelled the rebels": out of where they were, though the words name no place.
    Thence = 1L << 34,
    Now = 1L << 35,
    // "the second major city to fall".
    Rank = 1L << 36,
    // «حركة», a kind of party, and «الحركة»; «احتفظ بـ».
    GroupKind = 1L << 37, GroupNamed = 1L << 38, Retain = 1L << 39,
    // «ثبت مواقع له في X».
    Establish = 1L << 40,
    // «هجوم شنه التنظيم».
    Launched = 1L << 41,
    // «تشمل بنود الاتفاق», «ينص على».
    Terms = 1L << 43,
    // «بدعم من X»: a friend's.
    Backing = 1L << 42,
    // «وصول تعزيزات من X»; «هاجم»; «تاركة مواقعها لـ Y».
    Arrival = 1L << 55, Struck = 1L << 56, LeavingTo = 1L << 57,
    // "the next target"; "denied that they had reached X".
    Target = 1L << 58, Reach = 1L << 59,
    // "Hama followed"; "eyes Homs", "heading for Homs".
    Follow = 1L << 44, Aim = 1L << 45,
    // «انحصر وجوده في X».
    Confine = 1L << 60,
    // «تسلم إدارتها»: the charge of the place told of.
    Charge = 1L << 46,
    // "their de facto capital Raqqa".
    Capital = 1L << 62,
    // «حذفت منشورا أعلنت فيه …»: what was said, and is no more.
    TakeBack = 1L << 47, Posting = 1L << 48,
    // «القيادة العامة لـ X».
    Organ = 1L << 51,
    // «الجيش العراقي»: another state's.
    Foreign = 1L << 52,
    // «كادت X تسقط»; «أرجأ انسحابه», «رفض الخروج».
    Nearly = 1L << 49, PutOff = 1L << 50,
    // «رحبت A بتحرير X»: she speaks of it, and did not do it.
    Comment = 1L << 53,
    // "took their place".
    Replace = 1L << 54,
    // «صور لدخول الجيش X».
    Footage = 1L << 61,
}

/// <summary>How a wording stands in the sentence.</summary>
internal enum Form { Plain, Perfect, Imperfect, Future, Noun, Base, Past, Participle, Gerund, Present }
