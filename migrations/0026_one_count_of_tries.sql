-- Who comes to the door of the cards too often is counted as who guesses PINs and codes is: in `guesses`. There `who` is then a
-- keyed hash of an address of the network, or of one that a code would go to.
drop table card_tries;
