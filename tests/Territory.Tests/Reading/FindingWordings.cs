using Shouldly;
using Territory.Intake.Reading;
using Xunit;

namespace Territory.Tests.Reading;

/// <summary>The lexicon: the longest wording, and clitics cut off only before one.</summary>
public sealed class FindingWordings
{
    private static readonly Lexicon Arabic = new(Syria.Theatre, "ar");
    private static readonly Lexicon English = new(Syria.Theatre, "en");

    [Theory]
    [InlineData("وسيطرت", "و")]
    [InlineData("بسيطرتها", "ب")]
    [InlineData("وبسيطرتها", "وب")]
    [InlineData("للنظام", "ل")]
    [InlineData("وللمعارضة", "ول")]
    [InlineData("بإدلب", "ب")]
    [InlineData("لحماة", "ل")]
    [InlineData("للاذقية", "ل")]
    public void clitics_are_cut_before_a_known_word(string word, string prefix) => Longest(Arabic, word)!.Value.Prefix.ShouldBe(prefix);

    [Theory]
    [InlineData("وادي")]
    [InlineData("وعر")]
    [InlineData("بنك")]
    [InlineData("لواء")]
    public void letters_of_the_word_itself_stay(string word) => (Longest(Arabic, word)?.Prefix ?? "").ShouldBe("");

    [Theory]
    [InlineData("الجيش السوري الحر", "OPP")]
    [InlineData("الجيش الوطني السوري", "SNA")]
    [InlineData("جيش سوريا الحرة", "SFA")]
    [InlineData("هيئة تحرير الشام", "HTS")]
    public void the_longest_name_of_an_actor_wins(string words, string code)
    {
        var match = Longest(Arabic, words)!.Value;
        match.Length.ShouldBe(words.Split(' ').Length);
        match.Meaning.Actors.ShouldContain(a => a.Actor.Code == code);
    }

    [Fact]
    public void countryside_of_damascus_is_one_name() => Longest(Arabic, "ريف دمشق")!.Value.Meaning.Areas.ShouldContain(a => a.Code == "SY03");

    [Fact]
    public void a_level_word_is_no_part_of_a_name() => Longest(Arabic, "محافظة درعا")!.Value.Length.ShouldBe(1);

    [Theory]
    [InlineData("seizes", Form.Present)]
    [InlineData("seized", Form.Past)]
    [InlineData("retaken", Form.Participle)]
    [InlineData("capturing", Form.Gerund)]
    public void english_verbs_are_known_in_their_forms(string word, object form) => Longest(English, word)!.Value.Meaning.Form.ShouldBe((Form)form);

    [Theory]
    [InlineData("ثم")]
    [InlineData("اليه")]
    public void a_word_with_which_a_rule_of_its_own_begins_is_in_a_list(string word) => Arabic.Form(word).IsUnlisted.ShouldBeFalse("the rules pass over words of no list");

    [Fact]
    public void of_a_hostile_text_no_more_words_are_remembered_than_of_a_language()
    {
        var lexicon = new Lexicon(Syria.Theatre, "ar");
        lexicon.Form(new string('ب', Lexicon.LongestMet + 1)).Word.Length.ShouldBe(Lexicon.LongestMet + 1);
        lexicon.Met.ShouldBe(0, "too long for a word");
        for (var i = 0; i < Lexicon.MostMet + 1000; i++) lexicon.Form($"كلمه{i}").ShouldNotBeNull();
        lexicon.Met.ShouldBe(Lexicon.MostMet);
        lexicon.Form("كلمه0").ShouldBeSameAs(lexicon.Form("كلمه0"));
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(3, -2)]
    public void no_neighbours_are_none(int first, int count)
    {
        Stretch.Of(first, count).Any(_ => true).ShouldBeFalse();
        Stretch.Of(first, count).All(_ => false).ShouldBeTrue();
        Stretch.Of(first, count).LastOrDefault(_ => true, -1).ShouldBe(-1);
        Stretch.Of(first, count).ShouldBeEmpty();
    }

    [Fact]
    public void neighbours_are_asked_like_any_sequence()
    {
        var (some, same) = (Stretch.Of(-2, 7), Enumerable.Range(-2, 7));
        foreach (var fits in new Func<int, bool>[] { i => i > 0, i => i < 0, i => i % 2 == 0, _ => false })
        {
            some.Any(fits).ShouldBe(same.Any(fits));
            some.All(fits).ShouldBe(same.All(fits));
            some.Count(fits).ShouldBe(same.Count(fits));
            some.FirstOrDefault(fits, -9).ShouldBe(same.FirstOrDefault(fits, -9));
            some.LastOrDefault(fits, -9).ShouldBe(same.LastOrDefault(fits, -9));
            some.TakeWhile(fits).ShouldBe(same.TakeWhile(fits));
        }
    }

    [Fact]
    public void every_phrase_list_is_one_the_reader_uses()
    {
        foreach (var (language, lists) in Syria.Theatre.Phrases)
            foreach (var name in lists.Keys) Lexicon.Knows(name).ShouldBeTrue($"phrases/{language}.json has the list '{name}', which no rule reads");
    }

    private static Match? Longest(Lexicon lexicon, string text)
    {
        var folded = NormalizedText.Of(text);
        var tokens = Tokens.Of(folded, text);
        return lexicon.Longest(lexicon.Form(tokens[0].In(folded.Text)), folded.Text, tokens, 0, tokens.Count);
    }
}
