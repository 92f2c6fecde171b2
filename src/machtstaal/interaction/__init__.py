"""Power in the room: who has the floor, whose terms are taken up, who follows whose way of speaking.

Everything here is counted within a transcript, from the order of its turns. Groups are compared over speakers, by the same
engine as all measures (`machtstaal.comparison`).
"""
