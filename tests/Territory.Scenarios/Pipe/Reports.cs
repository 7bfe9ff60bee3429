namespace Territory.Scenarios.Pipe;

/// <summary>Reports written for these tests. Each tells of one change; the number makes the words differ.</summary>
internal static class Reports
{
    public static object WholeOfDaraa(int number = 0, string grade = "B2", string source = "scenario") => new
    {
        text = $"أعلنت فصائل المعارضة السورية سيطرتها الكاملة على محافظة درعا بعد انسحاب قوات النظام السوري منها. وقال شهود إن الهدوء عاد إلى الشوارع. رقم الخبر {number}.",
        source,
        grade,
        publishedAt = "2024-12-07",
    };

    public static object TownTaken(string town, int number) => new
    {
        text = $"سيطرت فصائل المعارضة السورية اليوم على مدينة {town} بعد اشتباكات مع قوات النظام السوري. رقم الخبر {number}.",
        source = "scenario",
        grade = "B2",
        publishedAt = "2024-12-06",
    };
}
