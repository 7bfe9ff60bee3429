using Shouldly;
using Territory.Intake.Stories;
using Xunit;

namespace Territory.Tests.Intake;

public sealed class RecognisingAStory
{
    private const string Wire = """
        أعلنت غرفة العمليات مساء الجمعة أن مقاتليها دخلوا مدينة نوى من جهتها الشمالية بعد اشتباكات دامت ساعات، وأن القوات التي كانت فيها خرجت باتجاه الصنمين على الطريق القديم.
        وقال ثلاثة من سكان المدينة إن الأسواق أغلقت أبوابها قبل الظهر، وإن الكهرباء انقطعت عن الأحياء الغربية، فيما بقي المشفى مفتوحا يستقبل الجرحى من القرى المجاورة.
        ولم يصدر تعليق من دمشق حتى ساعة إعداد الخبر.
        """;
    private const string Other = """
        قال مراسلنا في الجنوب إن نوى باتت منذ مساء الجمعة في يد الفصائل التي وصلت إليها من الشمال، وإن الطريق إلى الصنمين شهد حركة انسحاب كثيفة لم تتوقف حتى منتصف الليل.
        وروى أصحاب محال أنهم أغلقوا مبكرا خوفا من القصف، وأن مولدات المشفى عملت طوال النهار بسبب انقطاع التيار عن غرب المدينة، وأن العاصمة لم تقل شيئا بعد.
        """;

    private static bool Same(string one, string other)
    {
        var (first, second) = (StorySketch.Of(one), StorySketch.Of(other));
        second.IsOf(first).ShouldBe(first.IsOf(second), "it does not matter which came first");
        return first.IsOf(second);
    }

    [Fact]
    public void word_for_word_it_is_the_same() => Same(Wire, Wire).ShouldBeTrue();

    [Fact]
    public void with_other_spellings_marks_and_a_headline_it_still_is() =>
        Same(Wire, "عاجل | تطورات الجنوب\n" + Wire.Replace('أ', 'ا').Replace("ة ", "ه ", StringComparison.Ordinal).Replace("،", " ،", StringComparison.Ordinal).Replace("نوى", "نـــوى", StringComparison.Ordinal) + "\nالمصدر: وكالات").ShouldBeTrue();

    [Fact]
    public void cut_to_its_first_paragraphs_it_still_is() => Same(Wire, string.Join('\n', Wire.Split('\n')[..2])).ShouldBeTrue();

    [Fact]
    public void with_a_paragraph_of_ones_own_it_still_is() => Same(Wire, Wire + Other.Split('\n')[0]).ShouldBeTrue();

    [Fact]
    public void the_same_event_in_other_words_is_another_story() => Same(Wire, Other).ShouldBeFalse();

    [Fact]
    public void a_long_report_that_quotes_it_is_another_story() =>
        Same(Wire, Wire + string.Join('\n', Enumerable.Range(0, 60).Select(i => $"الفقرة {i} من تقرير طويل يروي ما جرى في اليوم {i} من الحملة كما رآه شهود في الموقع {i * 7}"))).ShouldBeFalse();

    [Fact]
    public void a_sentence_is_too_short_to_tell() => Same("سيطرت الفصائل اليوم على مدينة نوى بعد انسحاب القوات منها.", "سيطرت الفصائل اليوم على مدينة نوى بعد انسحاب القوات منها.").ShouldBeFalse();

    [Fact]
    public void a_text_of_any_length_is_told_apart()
    {
        var text = string.Join(' ', Enumerable.Range(0, 20_000).Select(i => "word" + (i * 2654435761 % 5003)));
        Same(text, text + " and a line more than that").ShouldBeTrue();
        Same(text, string.Join(' ', text.Split(' ').Reverse())).ShouldBeFalse();
    }

    [Fact]
    public void what_is_stored_of_it_stays_readable() => StorySketch.Of("one two three four five").Smallest.ShouldHaveSingleItem().ShouldBe(-8914613707572393960);
}
