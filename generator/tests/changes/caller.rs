//! Calls every operation of `base.yaml`, with every type written out. It compiles against the crate of a revision unless
//! the revision breaks callers. See `xtask/semver_agreement.sh`.

use things::sid::ThSid;
use things::things::v1::note::NotesResource;
use things::things::v1::sign::{CreateSign, SignsResource};
use things::things::v1::thing::start::{CreateThingStart, StartResource};
use things::things::v1::thing::{
    CreateThing, DeleteThing, FetchThing, ListThing, ThingResource, ThingsResource, UpdateThing,
};
use things::things::v1::types::{
    LinkNote, Note, NoteBody, PairNote, Part, Refusal, SignBody, StopSign, StopSignShape, TextNote, TextNoteKind, Thing,
    ThingKind, ThingStatus, UpdateThingStatus,
};
use things::{Client, Error, Page, Result};

pub async fn things(client: &Client, sid: &ThSid) -> Result<()> {
    let things: ThingsResource = client.things().v1().things();
    let create: CreateThing = things.create("owner", "name");
    let _: Thing = create.size(3_i64).kind(ThingKind::Big).labels(["label"]).note("note").await?;
    let list: ListThing = things.list();
    let _: Page<Thing> = list.status(ThingStatus::Running).page_size(10).limit(3).await?;
    let _: ListThing = things.list().status(ThingStatus::Stopped);
    let thing: ThingResource = client.things().v1().thing(sid);
    let fetch: FetchThing = thing.fetch();
    let _: Thing = fetch.await?;
    let update: UpdateThing = thing.update();
    let update = update.if_match("1").name("name").size(3_i64).kind(ThingKind::Small);
    let _: Thing = update.status(UpdateThingStatus::Stopped).await?;
    #[allow(deprecated, reason = "it is there")]
    let delete: DeleteThing = thing.delete();
    let () = delete.await?;
    let start: StartResource = thing.start();
    let start: CreateThingStart = start.create();
    let () = start.await?;
    Ok(())
}

pub async fn notes(client: &Client) -> Result<Option<String>> {
    let notes: NotesResource = client.things().v1().notes();
    let text: TextNote = TextNote::new(TextNoteKind::Text, "text").size(3_i64);
    let _: Note = notes.create(NoteBody::from(text)).await?;
    let link: LinkNote = LinkNote::new("link");
    let _: Note = notes.create(NoteBody::LinkNote(Box::new(link))).await?;
    let note: Note = notes.create(PairNote::new("left", "right")).await?;
    Ok(note.sid)
}

pub async fn signs(client: &Client) -> Result<()> {
    let signs: SignsResource = client.things().v1().signs();
    let create: CreateSign = signs.create();
    let () = create.body(StopSign::new(2_i64).shape(StopSignShape::Stop)).await?;
    let body: SignBody = SignBody::StopSign(Box::new(StopSign::new(2_i64)));
    let () = signs.create().body(body).await?;
    Ok(())
}

pub fn refusal(error: &Error) -> Option<String> {
    let refusal: Refusal = Refusal::from_error(error)?;
    refusal.reason
}

pub fn fields(thing: Thing) -> (Option<i64>, &'static str) {
    let _: ThSid = thing.sid;
    let _: String = thing.name;
    let _: Option<i64> = thing.size;
    let _: Option<String> = thing.date_created;
    let _: Option<Vec<String>> = thing.tags;
    let _: Option<String> = thing.second_name;
    let part: Part = thing.part;
    let status: Option<ThingStatus> = thing.status;
    let word = match status {
        Some(ThingStatus::Running) => "running",
        Some(ThingStatus::Stopped) => "stopped",
        _ => "other",
    };
    (part.number, word)
}

pub fn kind(note: &TextNote) -> bool {
    let kind: &TextNoteKind = &note.kind;
    *kind == TextNoteKind::Text
}
